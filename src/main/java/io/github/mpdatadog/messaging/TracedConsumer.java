// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import io.opentelemetry.api.trace.SpanContext;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A consumer: each message it hands out is a span, an empty answer is none. */
final class TracedConsumer extends Traced {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable OwningSession session;

  TracedConsumer(Object delegate, MessageTracing tracing, @Nullable OwningSession session) {
    super(delegate, tracing, session);
    this.session = session;
  }

  @Override
  @Nullable Object intercept(Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "receive", "receiveNoWait", "receiveBody", "receiveBodyNoWait" ->
          receive(method, arguments);
      case "setMessageListener" ->
          call(
              method,
              new Object[] {TracedListener.of((MessageListener) arguments[0], tracing, session)});
      case "getMessageListener" -> TracedListener.written(call(method, arguments));
      default -> call(method, arguments);
    };
  }

  private @Nullable Object receive(Method method, Object[] arguments) throws Throwable {
    Object received;
    try {
      received = call(method, arguments);
    } catch (Throwable thrown) {
      tracing.receiveFailed(thrown);
      throw thrown;
    }
    if (received != null) {
      // A body does not tell where it came from.
      SpanContext span = tracing.received(received instanceof Message message ? message : null);
      if (session != null) {
        session.add(span);
      }
    }
    return received;
  }
}
