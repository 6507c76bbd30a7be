// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.batch;

import static java.util.logging.Level.FINE;

import io.github.mpdatadog.privacy.Vocabulary;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The span of a job, a step or a chunk while it runs. Thread-safe: partitions share a step. */
final class WorkSpan {

  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  private static final AttributeKey<Long> WRITTEN = AttributeKey.longKey("batch.write_count");

  /** Open Liberty's own exceptions, around what a plain artifact threw. */
  private static final String CONTAINER = "com.ibm.jbatch.";

  private static final Logger LOG = Logger.getLogger(WorkSpan.class.getName());

  private final Span span;
  final @Nullable String job;
  final @Nullable String step;

  /** Null for a job. */
  private final @Nullable WorkSpan outer;

  private volatile @Nullable Class<?> failure;

  WorkSpan(Span span, @Nullable WorkSpan outer, @Nullable String job, @Nullable String step) {
    this.span = span;
    this.outer = outer;
    this.job = job;
    this.step = step;
  }

  /** What runs inside of the span. */
  Context within(Context parent) {
    return parent.with(span);
  }

  <T> void set(AttributeKey<T> key, T value) {
    change(known -> known.setAttribute(key, value));
  }

  /** An SDK, or a processor in it, that fails shall neither fail the job nor hide its end. */
  private void change(Consumer<Span> change) {
    try {
      change.accept(span);
    } catch (RuntimeException | LinkageError lost) {
      LOG.log(FINE, "A span is not as it should be: {0}", lost.getClass());
    }
  }

  /** Notes the size of what is written, or the exception that a listener is told of. */
  void given(String method, @Nullable Object argument) {
    if (argument instanceof List<?> items && method.equals("writeItems")) {
      set(WRITTEN, (long) items.size());
    } else if (argument instanceof Exception told && failure == null) {
      Throwable cause = told.getClass().getName().startsWith(CONTAINER) ? told.getCause() : null;
      thrown(cause == null ? told : cause);
    }
  }

  /** Notes an exception, which may still be skipped or retried. Only its class is looked at. */
  void thrown(Throwable thrown) {
    for (WorkSpan each = this; each != null; each = each.outer) {
      each.failure = thrown.getClass();
    }
  }

  /**
   * Ends the span; that of failed work by the class of what was last thrown in it.
   *
   * @param time null for now
   */
  void end(boolean failed, @Nullable Instant time, Vocabulary vocabulary) {
    Class<?> thrown = failure;
    if (failed) {
      change(known -> known.setStatus(StatusCode.ERROR));
      if (thrown != null) {
        set(ERROR_TYPE, vocabulary.exception(thrown));
      }
    }
    end(time);
  }

  /**
   * Ends the span of work of which nothing else is known.
   *
   * @param time null for now
   */
  void end(@Nullable Instant time) {
    if (time == null) {
      change(Span::end);
    } else {
      change(known -> known.end(time));
    }
  }
}
