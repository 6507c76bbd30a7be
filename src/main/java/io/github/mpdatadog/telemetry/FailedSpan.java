// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static java.util.logging.Level.FINE;

import io.github.mpdatadog.privacy.Vocabulary;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.function.Supplier;
import java.util.logging.Logger;

/**
 * Ends the span of what failed. Never throws: its threads have something else to do. Not an API.
 */
public final class FailedSpan {

  private static final Logger LOG = Logger.getLogger(FailedSpan.class.getName());
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  /**
   * Of what begins with it, as a request or a timer's run: with the exception, which the gate
   * writes anew. Of a call inside, the caller's span tells it.
   */
  public static void end(Span span, Throwable failure) {
    record(span, failure);
    end(span, failure.getClass(), Vocabulary.shared());
  }

  /** Adds the exception as an event, and no more. */
  public static void record(Span span, Throwable failure) {
    harmless(() -> span.recordException(failure));
  }

  /**
   * Marks and ends it.
   *
   * @param failure its class, which leaves as far as the vocabulary knows it
   */
  public static void end(Span span, Class<?> failure, Vocabulary vocabulary) {
    end(span, () -> vocabulary.exception(failure));
  }

  /**
   * Marks and ends it.
   *
   * @param type the class of the failure, or the status that tells it; never its message
   */
  public static void end(Span span, String type) {
    end(span, () -> type);
  }

  private static void end(Span span, Supplier<String> type) {
    harmless(
        () -> {
          if (span.isRecording()) {
            span.setAttribute(ERROR_TYPE, type.get());
          }
        });
    endUntold(span);
  }

  /** Marks and ends the span of what failed in a way that nobody tells. */
  public static void endUntold(Span span) {
    harmless(() -> span.setStatus(StatusCode.ERROR));
    harmless(span::end);
  }

  /** An exception is asked for its text, which is the application's code and may never end. */
  private static void harmless(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | LinkageError | StackOverflowError lost) {
      LOG.log(FINE, "A span is not as it should be: {0}", lost.getClass());
    }
  }

  private FailedSpan() {}
}
