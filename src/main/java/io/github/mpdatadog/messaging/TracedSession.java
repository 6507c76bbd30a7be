// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.jms.MessageListener;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session or context: the end of a transaction that received messages is a span. */
final class TracedSession extends Traced {

  private static final long serialVersionUID = 1L;

  private final transient OwningSession session;

  TracedSession(Object delegate, MessageTracing tracing, OwningSession session) {
    super(delegate, tracing, session);
    this.session = session;
  }

  @Override
  @Nullable Object intercept(Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "commit", "rollback" -> settle(method, arguments);
      case "setMessageListener" ->
          call(
              method,
              new Object[] {TracedListener.of((MessageListener) arguments[0], tracing, session)});
      case "getMessageListener" -> TracedListener.written(call(method, arguments));
      default -> call(method, arguments);
    };
  }

  private @Nullable Object settle(Method method, Object[] arguments) throws Throwable {
    List<SpanContext> received = session.links();
    long count = session.settle();
    if (count == 0) {
      return call(method, arguments);
    }
    Span span = tracing.startSettling(method.getName(), received, count);
    Throwable failure = null;
    try {
      return call(method, arguments);
    } catch (Throwable thrown) {
      failure = thrown;
      throw thrown;
    } finally {
      tracing.end(span, failure);
    }
  }
}
