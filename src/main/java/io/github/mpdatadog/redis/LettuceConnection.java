// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import io.lettuce.core.tracing.Tracing;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * One connection of Lettuce's, and the transaction that is open on it. Used by the connection's own
 * thread only; Lettuce makes a new one when it reconnects.
 */
final class LettuceConnection implements Tracing.Endpoint {

  final Attributes peer;

  private boolean open;
  private @Nullable Span transaction;
  private int commands;

  LettuceConnection(Attributes peer) {
    this.peer = peer;
  }

  boolean isInTransaction() {
    return open;
  }

  /** Null where the transaction is not traced; its commands are then not, either. */
  void begin(@Nullable Span span) {
    open = true;
    transaction = span;
    commands = 0;
  }

  /** Another command of the transaction; returns the span of them all. */
  @Nullable Span add() {
    commands++;
    return transaction;
  }

  /** EXEC or DISCARD is on its way; returns the span that its answer ends. */
  @Nullable Span end() {
    Span span = transaction;
    if (span != null) {
      RedisTracer.batch(span, RedisTracer.MULTI, commands);
    }
    open = false;
    transaction = null;
    return span;
  }
}
