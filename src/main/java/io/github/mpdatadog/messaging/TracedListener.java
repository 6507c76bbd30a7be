// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import io.opentelemetry.api.trace.Span;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import org.jspecify.annotations.Nullable;

/** A listener that code has set: each message it processes is a span. */
record TracedListener(
    MessageListener listener, MessageTracing tracing, @Nullable OwningSession session)
    implements MessageListener {

  static @Nullable MessageListener of(
      @Nullable MessageListener listener, MessageTracing tracing, @Nullable OwningSession session) {
    return listener == null ? null : new TracedListener(listener, tracing, session);
  }

  /** The listener that the application wrote. */
  static @Nullable Object written(@Nullable Object listener) {
    return listener instanceof TracedListener traced ? traced.listener : listener;
  }

  @Override
  public void onMessage(Message message) {
    tracing.process(
        message,
        () -> {
          if (session != null) {
            // The listener may commit.
            Harmless.run(() -> session.add(Span.current().getSpanContext()));
          }
          listener.onMessage(message);
          return true;
        });
  }
}
