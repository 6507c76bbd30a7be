// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static java.util.logging.Level.FINE;

import io.github.mpdatadog.privacy.SqlShape;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * One call to a database as a span, which is current while the driver works. Made and ended by the
 * calling thread. Nothing here throws: a trace must never fail a statement.
 */
final class Call {

  static final AttributeKey<String> TEXT = AttributeKey.stringKey("db.query.text");
  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");
  static final AttributeKey<Long> BATCH_SIZE = AttributeKey.longKey("db.operation.batch.size");
  static final AttributeKey<Long> ROWS = AttributeKey.longKey("db.response.affected_rows");
  static final AttributeKey<String> STATE = AttributeKey.stringKey("db.response.status_code");
  static final AttributeKey<Long> VENDOR_CODE = AttributeKey.longKey("db.response.vendor_code");
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  private static final Logger LOG = Logger.getLogger(Call.class.getName());

  /**
   * Set while a connection is opened: what a pool or another wrapper does for it is part of it.
   * Each copy of this jar has a key of its own; see {@link Application#isConnecting()}.
   */
  private static final ContextKey<Boolean> CONNECTING =
      ContextKey.named("io.github.mpdatadog.jdbc.connecting");

  private final Application application;
  private final Span span;
  private final Scope scope;

  @SuppressWarnings("MustBeClosedChecker") // by ended()
  private Call(Application application, Span span, Context context) {
    this.application = application;
    this.span = span;
    this.scope = context.makeCurrent();
  }

  /** As all of these, null where the call is not to be traced. */
  static @Nullable Call connect(Target target) {
    return start(target, "CONNECT", null, List.of(), 0);
  }

  static @Nullable Call operation(Target target, String operation) {
    return start(target, operation, null, List.of(), 0);
  }

  static @Nullable Call statement(Target target, @Nullable String sql) {
    return start(target, null, sql, List.of(), 0);
  }

  /** A batch of one prepared statement, or of those that were added, or of both. */
  static @Nullable Call batch(
      Target target, @Nullable String prepared, List<String> added, int size) {
    String only = prepared == null && added.size() == 1 ? added.get(0) : prepared;
    return start(target, only == null || added.size() > 1 ? "BATCH" : null, only, added, size);
  }

  private static @Nullable Call start(
      Target target,
      @Nullable String operation,
      @Nullable String sql,
      List<String> added,
      int batchSize) {
    try {
      Context parent = Context.current();
      Span current = Span.fromContext(parent);
      boolean inTrace = current.isRecording();
      if (!inTrace && current.getSpanContext().isValid()) {
        return null; // this trace is not recorded
      }
      Application application = Application.current();
      if (!application.traces(inTrace) || isConnecting(parent) || application.isConnecting()) {
        return null;
      }
      Tracer tracer = application.tracer();
      if (tracer == null) {
        return null;
      }
      application.declare(target);
      SqlShape shape = application.shape(sql, added);
      String summary = shape == null ? operation : shape.summary();
      SpanBuilder builder =
          tracer
              .spanBuilder(summary == null ? target.system() : summary)
              .setParent(parent)
              .setSpanKind(SpanKind.CLIENT)
              .setAllAttributes(target.attributes());
      if (shape != null) {
        builder.setAttribute(TEXT, shape.text());
      }
      if (operation != null) {
        builder.setAttribute(OPERATION, operation);
      }
      if (batchSize > 1) {
        builder.setAttribute(BATCH_SIZE, bucket(batchSize));
      }
      Span span = builder.startSpan();
      Context context = parent.with(span);
      boolean connecting = "CONNECT".equals(operation);
      return new Call(application, span, connecting ? context.with(CONNECTING, true) : context);
    } catch (RuntimeException | LinkageError unusual) {
      return untraced(unusual);
    }
  }

  static boolean isConnecting(Context context) {
    return context.get(CONNECTING) != null;
  }

  /** What the connection led to, which was not known before. */
  void database(Target target) {
    try {
      application.declare(target);
      span.setAllAttributes(target.attributes());
    } catch (RuntimeException | LinkageError unusual) {
      untraced(unusual);
    }
  }

  /** Rows that were changed; any other answer of a driver says nothing. */
  void rows(@Nullable Object answer) {
    long rows = -1;
    if (answer instanceof Integer || answer instanceof Long) {
      rows = ((Number) answer).longValue();
    } else if (answer instanceof int[] counts) {
      rows = IntStream.of(counts).filter(count -> count > 0).asLongStream().sum();
    } else if (answer instanceof long[] counts) {
      rows = LongStream.of(counts).filter(count -> count > 0).sum();
    }
    try {
      if (rows >= 0) {
        span.setAttribute(ROWS, bucket(rows));
      }
    } catch (RuntimeException | LinkageError unusual) {
      untraced(unusual);
    }
  }

  private static long bucket(long count) {
    return Long.highestOneBit(count);
  }

  void ended() {
    try {
      scope.close();
      span.end();
    } catch (RuntimeException | LinkageError unusual) {
      untraced(unusual);
    }
  }

  /** Marks the span, if there is one, and gives back what was thrown. Its text is never read. */
  static Throwable failed(@Nullable Call call, Throwable thrown) {
    if (call != null) {
      call.failed(thrown);
      call.ended();
    }
    return thrown;
  }

  private void failed(Throwable thrown) {
    try {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(ERROR_TYPE, application.declared(thrown.getClass()));
      if (thrown instanceof SQLException refused) {
        String state = refused.getSQLState();
        if (state != null && state.length() == 5) {
          span.setAttribute(STATE, state);
        }
        if (refused.getErrorCode() != 0) {
          span.setAttribute(VENDOR_CODE, (long) refused.getErrorCode());
        }
      }
    } catch (RuntimeException | LinkageError unusual) {
      untraced(unusual);
    }
  }

  private static @Nullable Call untraced(Throwable unusual) {
    // Only what it is: its text may hold the statement.
    LOG.log(FINE, "A call to a database is not traced: {0}", unusual.getClass());
    return null;
  }
}
