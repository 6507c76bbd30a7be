// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One family of trace headers. Implementations are stateless and never throw on any input. */
interface Headers {

  /** The header names this family may write. */
  List<String> fields();

  /** Returns the caller's context, or null where the headers are absent or malformed. */
  <C> @Nullable SpanContext extract(@Nullable C carrier, TextMapGetter<C> getter);

  /**
   * Returns what the caller decided without naming a trace, or {@link Decision#NONE}. Asked only
   * where no family has a context.
   */
  default <C> Decision asked(@Nullable C carrier, TextMapGetter<C> getter) {
    return Decision.NONE;
  }

  /** Of a header that came more than once, and was joined, the first. */
  static @Nullable String first(@Nullable String value) {
    int comma = value == null ? -1 : value.indexOf(',');
    return value == null ? null : (comma < 0 ? value : value.substring(0, comma)).strip();
  }

  /**
   * Writes a valid {@code context} and the decision in its trace state, the same in each family.
   */
  <C> void inject(
      SpanContext context, Decision decision, @Nullable C carrier, TextMapSetter<C> setter);
}
