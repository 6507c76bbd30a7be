// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only propagator of a protected application: the first family with a valid context wins, every
 * family of the inject list is written, and baggage is neither read nor sent.
 *
 * <p>Immutable and thread-safe. Never throws on what a client sent.
 */
public final class DatadogPropagator implements TextMapPropagator {

  private static final Headers DATADOG = new DatadogHeaders();
  private static final Headers TRACE_CONTEXT = new TraceContextHeaders();

  /** A header family. */
  public enum Family {
    /** {@code x-datadog-*}. */
    DATADOG,
    /** {@code traceparent} and {@code tracestate}. */
    TRACECONTEXT
  }

  private final List<Headers> extract;
  private final List<Headers> inject;

  private DatadogPropagator(List<Headers> extract, List<Headers> inject) {
    this.extract = extract;
    this.inject = inject;
  }

  /**
   * Creates a propagator.
   *
   * @param extract families to read, in order of precedence; empty reads none
   * @param inject families to write; empty writes none
   */
  public static DatadogPropagator create(List<Family> extract, List<Family> inject) {
    return new DatadogPropagator(headers(extract), headers(inject));
  }

  private static List<Headers> headers(List<Family> families) {
    return families.stream()
        .map(family -> family == Family.DATADOG ? DATADOG : TRACE_CONTEXT)
        .toList();
  }

  @Override
  public Collection<String> fields() {
    Set<String> fields = new LinkedHashSet<>();
    inject.forEach(headers -> fields.addAll(headers.fields()));
    return fields;
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    SpanContext span = Span.fromContext(context).getSpanContext();
    if (span.isValid()) {
      inject.forEach(headers -> headers.inject(span, carrier, setter));
    }
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    for (Headers headers : extract) {
      SpanContext span = headers.extract(carrier, getter);
      if (span != null) {
        return context.with(Span.wrap(span));
      }
    }
    return context;
  }
}
