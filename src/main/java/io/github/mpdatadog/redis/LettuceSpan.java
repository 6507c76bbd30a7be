// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.CommandWrapper;
import io.lettuce.core.protocol.CompleteableCommand;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.protocol.TracedCommand;
import io.lettuce.core.tracing.Tracer;
import io.lettuce.core.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One command as Lettuce tells of it. Only {@link #start} counts: names, tags and annotations that
 * Lettuce would add are ignored.
 */
final class LettuceSpan extends Tracer.Span {

  private final RedisTracer tracer;
  private final Context caller;
  private @Nullable LettuceConnection connection;
  private @Nullable Span span;

  LettuceSpan(RedisTracer tracer, Context caller) {
    this.tracer = tracer;
    this.caller = caller;
  }

  /** Called on the connection's thread, just before the command is written. */
  @Override
  public LettuceSpan start(RedisCommand<?, ?, ?> command) {
    try {
      begin(command);
    } catch (RuntimeException | LinkageError unusual) {
      RedisTracer.untraced(unusual);
      if (span != null) {
        RedisTracer.end(span);
      }
    }
    return this;
  }

  private void begin(RedisCommand<?, ?, ?> command) {
    if (isWrittenAgain(command)) {
      return;
    }
    boolean ends = true;
    BooleanSupplier refused = () -> false;
    if (connection != null && connection.isInTransaction()) {
      ends = command.getType() == CommandType.EXEC || command.getType() == CommandType.DISCARD;
      span = ends ? connection.end() : connection.add();
    } else {
      span =
          tracer.start(
              caller,
              command.getType() instanceof CommandType known
                  ? known.toString()
                  : RedisTracer.UNKNOWN,
              connection == null ? RedisTracer.peer(null, 0) : connection.peer);
      if (connection != null && command.getType() == CommandType.MULTI) {
        LettuceConnection on = connection;
        LettuceConnection.Transaction begun = on.begin(span);
        ends = false;
        refused = () -> on.refused(begun);
      }
    }
    if (span != null || !ends) {
      endWith(command, span, ends, refused);
    }
  }

  /** After a redirection in a cluster, and after a lost connection: still the same call. */
  private boolean isWrittenAgain(RedisCommand<?, ?, ?> command) {
    TracedCommand<?, ?, ?> traced = CommandWrapper.unwrap(command, TracedCommand.class);
    if (traced != null
        && traced.getSpan() instanceof LettuceSpan earlier
        && earlier.span != null
        && earlier.span.isRecording()) {
      span = earlier.span;
      return true;
    }
    return false;
  }

  /**
   * Callers give up the part of a command that they hold, which is not the part written here.
   *
   * @param refused told of an answer that is an error; says whether that ends the span
   */
  private static void endWith(
      RedisCommand<?, ?, ?> command, @Nullable Span span, boolean ends, BooleanSupplier refused) {
    CompleteableCommand<?> completed = CommandWrapper.unwrap(command, AsyncCommand.class);
    if (completed == null) {
      completed = CommandWrapper.unwrap(command, TracedCommand.class);
    }
    if (completed == null) {
      if (span != null) {
        RedisTracer.end(span);
      }
      return;
    }
    completed.onComplete(
        (value, failure) -> {
          CommandOutput<?, ?, ?> output = command.getOutput();
          String error = output == null ? null : output.getError();
          boolean answered = error != null || isAnswer(failure);
          boolean failed = answered || failure != null;
          // A transaction whose connection is lost gets no EXEC any more.
          boolean over =
              (answered && refused.getAsBoolean())
                  || (failure != null && !isAnswer(failure))
                  || ends;
          if (span != null && failed) {
            RedisTracer.failed(
                span, failure, error != null || !isAnswer(failure) ? error : failure.getMessage());
          }
          if (span != null && over) {
            RedisTracer.end(span);
          }
        });
  }

  private static boolean isAnswer(@Nullable Throwable failure) {
    return failure instanceof RedisCommandExecutionException;
  }

  @Override
  public LettuceSpan remoteEndpoint(Tracing.@Nullable Endpoint endpoint) {
    if (endpoint instanceof LettuceConnection ours) {
      connection = ours;
    }
    return this;
  }

  @Override
  public LettuceSpan name(String name) {
    return this;
  }

  @Override
  public LettuceSpan annotate(String value) {
    return this;
  }

  @Override
  public LettuceSpan tag(String key, String value) {
    return this;
  }

  @Override
  public LettuceSpan error(Throwable failure) {
    return this;
  }

  @Override
  public void finish() {
    // The command's own end counts.
  }
}
