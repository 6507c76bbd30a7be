// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import io.opentelemetry.api.trace.SpanContext;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The session or context that made a producer or consumer, and what it has received since its last
 * commit or rollback, if it is transacted. A session belongs to one thread at a time; the lock is
 * for those that pass it on.
 */
final class OwningSession {

  /** As many links as a span keeps: the SDK is told so. */
  static final int MOST = 32;

  private final Object session;
  private final List<SpanContext> received = new ArrayList<>();
  private @Nullable Boolean transacted;
  private long count;

  OwningSession(Object session) {
    this.session = session;
  }

  /** The context; null for a session of the classic API. */
  @Nullable JMSContext context() {
    return session instanceof JMSContext context ? context : null;
  }

  synchronized void add(SpanContext message) {
    if (isTransacted()) {
      count++;
      if (received.size() < MOST) {
        received.add(message);
      }
    }
  }

  private boolean isTransacted() {
    if (transacted == null) {
      try {
        transacted =
            session instanceof JMSContext context
                ? context.getTransacted()
                : ((Session) session).getTransacted();
      } catch (JMSException | RuntimeException | LinkageError unavailable) {
        // It may tell with the next message.
        return false;
      }
    }
    return transacted;
  }

  synchronized List<SpanContext> links() {
    return List.copyOf(received);
  }

  /** Gives the number of messages, and begins anew. */
  synchronized long settle() {
    long settled = count;
    count = 0;
    received.clear();
    return settled;
  }
}
