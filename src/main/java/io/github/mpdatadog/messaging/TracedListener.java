// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A listener that code has set: each message it processes is a span. */
record TracedListener(MessageListener listener, MessageTracing tracing) implements MessageListener {

  static @Nullable MessageListener of(@Nullable MessageListener listener, MessageTracing tracing) {
    return listener == null ? null : new TracedListener(listener, tracing);
  }

  /** The listener that the application wrote. */
  static @Nullable Object written(@Nullable Object listener) {
    return listener instanceof TracedListener traced ? traced.listener : listener;
  }

  @Override
  public void onMessage(Message message) {
    try {
      tracing.process(message, Executors.callable(() -> listener.onMessage(message)));
    } catch (RuntimeException unchecked) {
      throw unchecked;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
