// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Map;
import org.msgpack.value.Value;

/** An independent decoder understands every payload, whatever texts and numbers are in the span. */
class PayloadFuzz {

  @FuzzTest(maxDuration = "60s")
  void everyPayloadCanBeDecoded(
      @NotNull String name,
      @NotNull String key,
      @NotNull String text,
      long number,
      double fraction) {
    Attributes attributes =
        Attributes.builder()
            .put("text." + key, text)
            .put("number." + key, number)
            .put("fraction." + key, fraction)
            .build();

    Map<String, Value> span =
        Decoded.span(TestSpans.span(SpanKind.SERVER, attributes).setName(name).build());

    assertThat(span).containsKeys("service", "name", "resource", "meta", "metrics");
  }
}
