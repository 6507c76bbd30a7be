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

  private @Nullable Transaction open;

  /** Known by its identity; the span is null where it is not traced, nor its commands then. */
  static final class Transaction {
    private final @Nullable Span span;
    private int commands;

    private Transaction(@Nullable Span span) {
      this.span = span;
    }
  }

  LettuceConnection(Attributes peer) {
    this.peer = peer;
  }

  boolean isInTransaction() {
    return open != null;
  }

  Transaction begin(@Nullable Span span) {
    Transaction begun = new Transaction(span);
    open = begun;
    return begun;
  }

  /** Redis has refused it; says whether it was still open. */
  boolean refused(Transaction transaction) {
    boolean was = open == transaction;
    if (was) {
      open = null;
    }
    return was;
  }

  /** Another command of the transaction; returns the span of them all. */
  @Nullable Span add() {
    if (open == null) {
      return null;
    }
    open.commands++;
    return open.span;
  }

  /** EXEC or DISCARD is on its way; returns the span that its answer ends. */
  @Nullable Span end() {
    Transaction ended = open;
    open = null;
    if (ended == null) {
      return null;
    }
    if (ended.span != null) {
      RedisTracer.batch(ended.span, RedisTracer.MULTI, ended.commands);
    }
    return ended.span;
  }
}
