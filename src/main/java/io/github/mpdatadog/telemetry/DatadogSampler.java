// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.github.mpdatadog.propagation.Decision;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Keeps the share of new traces that the operator set; a trace that began elsewhere keeps the
 * decision it came with. All Datadog tracers decide alike for one trace id.
 *
 * <p>Immutable and thread-safe. It looks at ids only, never at names or attributes.
 */
final class DatadogSampler implements Sampler {

  /** Knuth's multiplier, the same in every Datadog tracer. */
  private static final long KNUTH = 1111111111111111111L;

  /** Recorded, so that processors see it, but never exported. */
  private static final SamplingResult PROBED = SamplingResult.recordOnly();

  private static final int HALF = 16;
  private static final double RANGE = 0x1p64;

  private final double rate;
  private final SamplingResult kept = decided(SamplingDecision.RECORD_AND_SAMPLE, 2);
  private final SamplingResult dropped = decided(SamplingDecision.DROP, -1);

  private final Gate gate;

  DatadogSampler(double rate, Gate gate) {
    this.rate = rate;
    this.gate = gate;
  }

  @Override
  public SamplingResult shouldSample(
      Context parentContext,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    if (LiveProbe.in(parentContext) != null) {
      return PROBED;
    }
    if (gate.isClosed()) {
      return SamplingResult.drop();
    }
    SpanContext parent = Span.fromContext(parentContext).getSpanContext();
    if (parent.isValid()) {
      return parent.isSampled() ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }
    return keeps(traceId) ? kept : dropped;
  }

  private boolean keeps(String traceId) {
    long hash = Long.parseUnsignedLong(traceId.substring(HALF), HALF) * KNUTH;
    double position = hash >= 0 ? hash : hash + RANGE;
    return position <= rate * RANGE && rate > 0;
  }

  /** Mechanism 3 is "a local rule": a rate that the operator wrote. */
  private static SamplingResult decided(SamplingDecision decision, int priority) {
    TraceState state = new Decision(priority, "-3", null).toTraceState();
    return new SamplingResult() {
      @Override
      public SamplingDecision getDecision() {
        return decision;
      }

      @Override
      public Attributes getAttributes() {
        return Attributes.empty();
      }

      @Override
      public TraceState getUpdatedTraceState(TraceState parentState) {
        return state;
      }
    };
  }

  @Override
  public String getDescription() {
    return "DatadogSampler{" + rate + "}";
  }

  @Override
  public String toString() {
    return getDescription();
  }
}
