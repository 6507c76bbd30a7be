// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * W3C Trace Context. OpenTelemetry reads and checks {@code traceparent}; of {@code tracestate} only
 * our own {@code dd} member is understood and written. Other vendors' members may carry user ids.
 */
final class TraceContextHeaders implements Headers {

  private static final String TRACESTATE = "tracestate";

  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

  @Override
  public List<String> fields() {
    return List.copyOf(W3C.fields());
  }

  @Override
  public <C> @Nullable SpanContext extract(@Nullable C carrier, TextMapGetter<C> getter) {
    SpanContext context =
        Span.fromContext(W3C.extract(Context.root(), carrier, getter)).getSpanContext();
    if (!context.isValid()) {
      return null;
    }
    Decision decision = reconciled(Decision.of(context.getTraceState()), context.isSampled());
    return SpanContext.createFromRemoteParent(
        context.getTraceId(),
        context.getSpanId(),
        context.getTraceFlags(),
        decision.toTraceState());
  }

  /** The flag is the newer word: a service that knows no Datadog may have changed it alone. */
  private static Decision reconciled(Decision decision, boolean sampled) {
    Integer priority = decision.priority();
    if (sampled) {
      return priority != null && priority > 0 ? decision : new Decision(1, "-0", decision.origin());
    }
    return priority == null || priority > 0 ? new Decision(0, null, decision.origin()) : decision;
  }

  @Override
  public <C> void inject(SpanContext context, @Nullable C carrier, TextMapSetter<C> setter) {
    // The trace state is ours to write: OpenTelemetry would also send members it inherited.
    SpanContext bare =
        SpanContext.create(
            context.getTraceId(),
            context.getSpanId(),
            context.isSampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
            TraceState.getDefault());
    W3C.inject(Context.root().with(Span.wrap(bare)), carrier, setter);
    String member = Decision.of(context.getTraceState()).member(context.getSpanId());
    setter.set(carrier, TRACESTATE, Decision.MEMBER + "=" + member);
  }
}
