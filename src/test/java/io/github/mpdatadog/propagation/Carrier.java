// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import static io.github.mpdatadog.MapGetter.GETTER;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Map;
import java.util.TreeMap;

/** A map as a request, for tests. */
final class Carrier {

  static SpanContext extract(TextMapPropagator propagator, Map<String, String> headers) {
    return Span.fromContext(propagator.extract(Context.root(), headers, GETTER)).getSpanContext();
  }

  static Map<String, String> inject(TextMapPropagator propagator, Context context) {
    Map<String, String> headers = new TreeMap<>();
    propagator.inject(context, headers, Map::put);
    return headers;
  }

  static Map<String, String> inject(TextMapPropagator propagator, SpanContext span) {
    return inject(propagator, Context.root().with(Span.wrap(span)));
  }

  /** What {@code dd} holds in memory, or nothing. */
  static String state(SpanContext context) {
    return context.getTraceState().asMap().getOrDefault("dd", "");
  }

  private Carrier() {}
}
