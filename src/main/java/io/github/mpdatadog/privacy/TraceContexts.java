// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/** Rebuilds span contexts: ids in their grammar, flags, and at most our own tracestate member. */
final class TraceContexts {

  private static final String OWN_STATE = "io.github.mpdatadog.propagation.DecisionState";
  private static final Class<?> SDK_CONTEXT = SpanContext.getInvalid().getClass();

  /** A context that may leave; the invalid one when its ids are not ids. */
  static SpanContext clean(SpanContext context) {
    String traceId = context.getTraceId();
    String spanId = context.getSpanId();
    if (!TraceId.isValid(traceId) || !SpanId.isValid(spanId)) {
      return SpanContext.getInvalid();
    }
    TraceFlags given = context.getTraceFlags();
    TraceFlags flags = TraceFlags.fromByte(given.asByte());
    TraceState state = context.getTraceState();
    // Both are interfaces that anybody may implement: only the API's own objects pass as they are.
    if (context.getClass() == SDK_CONTEXT && flags == given && state == TraceState.getDefault()) {
      return context;
    }
    TraceState cleaned = state.isEmpty() ? TraceState.getDefault() : clean(state);
    return context.isRemote()
        ? SpanContext.createFromRemoteParent(traceId, spanId, flags, cleaned)
        : SpanContext.create(traceId, spanId, flags, cleaned);
  }

  private static TraceState clean(TraceState state) {
    @Nullable String member = DatadogMember.clean(state.get(DatadogMember.KEY), isOwn(state));
    return member == null
        ? TraceState.getDefault()
        : TraceState.builder().put(DatadogMember.KEY, member).build();
  }

  /** Met by its name, in this very jar: this room knows no other, and no other knows this one. */
  private static boolean isOwn(TraceState state) {
    Class<?> type = state.getClass();
    return type.getClassLoader() == TraceContexts.class.getClassLoader()
        && type.getName().equals(OWN_STATE);
  }

  private TraceContexts() {}
}
