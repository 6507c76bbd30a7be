// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OwningSessionTest {

  @Test
  void aSessionThatCannotTellWhetherItIsTransactedIsAskedAgain() {
    AtomicBoolean connected = new AtomicBoolean();
    OwningSession session =
        new OwningSession(
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, method, arguments) -> {
                  if (!connected.get()) {
                    throw new JMSException("reconnecting");
                  }
                  return true;
                }));
    session.add(SpanContext.getInvalid());
    connected.set(true);

    session.add(SpanContext.getInvalid());

    assertThat(session.settle()).isEqualTo(1);
  }
}
