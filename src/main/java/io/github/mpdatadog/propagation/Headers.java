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

  /** Writes a valid {@code context} and the decision in its trace state. */
  <C> void inject(
      SpanContext context, Decision decision, @Nullable C carrier, TextMapSetter<C> setter);
}
