// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import static java.util.logging.Level.FINE;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Our steps before and after a call of the application's. What they throw ends here: a trace must
 * never cost a message. Thread-safe.
 */
final class Harmless {

  private static final Logger LOG = Logger.getLogger(Harmless.class.getName());

  /** The span that the steps start; an invalid one if they fail. */
  static Span span(Supplier<Span> steps) {
    return or(Span.getInvalid(), steps);
  }

  static void run(Runnable step) {
    or(
        true,
        () -> {
          step.run();
          return true;
        });
  }

  /** Gives what the steps do, or the other if they fail. */
  static <T> T or(T other, Supplier<@Nullable T> steps) {
    try {
      T made = steps.get();
      return made == null ? other : made;
    } catch (RuntimeException | LinkageError unusual) {
      // Only what it is: its text may hold the message.
      LOG.log(FINE, "A message is not traced: {0}", unusual.getClass());
      return other;
    }
  }

  /**
   * Makes a context current, for a caller that closes what it gets; if that fails, changes none.
   */
  @SuppressWarnings("MustBeClosedChecker") // by the caller
  static Scope enter(Supplier<Context> context) {
    Scope scope = or(Scope.noop(), () -> context.get().makeCurrent());
    return () -> run(scope::close);
  }

  /** The context with that span; as it is, if the span is invalid, so that no trace is cut off. */
  static Context with(Context context, Span span) {
    return span.getSpanContext().isValid() ? context.with(span) : context;
  }

  private Harmless() {}
}
