// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Message;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is read of a message, and what is left in it. */
class MessagePropertiesTest {
  private static final List<String> FIELDS = List.of("traceparent", "tracestate", "baggage");

  private final Map<String, String> properties = new HashMap<>();
  private final List<String> read = new ArrayList<>();

  private final Message message =
      (Message)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Message.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "setStringProperty" ->
                        properties.put((String) arguments[0], (String) arguments[1]);
                    case "getStringProperty" -> {
                      read.add((String) arguments[0]);
                      yield properties.get((String) arguments[0]);
                    }
                    default -> throw new AssertionError(method.getName() + " is not ours to call");
                  });

  @Test
  void oneReadTellsThatAMessageHasNoTrace() {
    properties.put("baggage", "of the application's travellers");

    MessageProperties.INSTANCE.clear(message, FIELDS);

    assertThat(read).containsExactly("traceparent");
    assertThat(properties).containsOnlyKeys("baggage");
  }

  @Test
  void theFieldsOfAnEarlierTraceAreEmptiedAndNoOthersAreMade() {
    properties.putAll(Map.of("traceparent", "00-", "tracestate", "dd=s:2", "patient", "Zephyrine"));

    MessageProperties.INSTANCE.clear(message, FIELDS);

    assertThat(properties)
        .isEqualTo(Map.of("traceparent", "", "tracestate", "", "patient", "Zephyrine"));
    assertThat(read).doesNotContain("patient");
  }

  @Test
  void anEmptyTextIsAbsent() {
    properties.put("traceparent", "");

    assertThat(MessageProperties.INSTANCE.get(message, "traceparent")).isNull();
  }
}
