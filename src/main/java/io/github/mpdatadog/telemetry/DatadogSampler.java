// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.github.mpdatadog.config.SamplingRule;
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
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the share of new traces that the operator set, by rule or in general; a trace that began
 * elsewhere keeps the decision it came with. All Datadog tracers decide alike for one trace id.
 *
 * <p>Thread-safe. What a rule looks at stays in the JVM: only its rate is told.
 */
final class DatadogSampler implements Sampler {

  /** Knuth's multiplier, the same in every Datadog tracer. */
  private static final long KNUTH = 1111111111111111111L;

  /** Recorded, so that processors see it, but never exported. */
  private static final SamplingResult PROBED = SamplingResult.recordOnly();

  private static final int DECIMALS = 22;
  private static final int HALF = 16;
  private static final int RADIX = 16;
  private static final double RANGE = 0x1p64;

  private static final int KEEP = 2;
  private static final int DROP = -1;

  /** Mechanism 3 is "a local rule": a rate that the operator wrote. */
  private static final String BY_RULE = "-3";

  private final List<RuleMatch> rules;
  private final double rate;
  private final RateLimit limit;
  private final Gate gate;
  private final SamplingResult kept;
  private final SamplingResult dropped;

  DatadogSampler(double rate, Gate gate) {
    this(List.of(), "", rate, new RateLimit(0, System::nanoTime), gate);
  }

  /**
   * @param rules tried in this order before the rate
   * @param service what the application is called
   * @param rate share of the traces that no rule matches
   * @param limit for the traces that rules and the rate keep
   */
  DatadogSampler(
      List<SamplingRule> rules, String service, double rate, RateLimit limit, Gate gate) {
    this.rules = RuleMatch.of(rules, service);
    this.rate = rate;
    this.limit = limit;
    this.gate = gate;
    this.kept = decided(KEEP, Decision.NONE, null, null);
    this.dropped = decided(DROP, Decision.NONE, null, null);
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
    return parent.isValid()
        ? continued(parent, traceId, name, kind, attributes)
        : begun(Decision.asked(parentContext), traceId, name, kind, attributes);
  }

  /** In a trace that goes on: as it was decided, by the caller or here. */
  private SamplingResult continued(
      SpanContext parent, String traceId, String name, SpanKind kind, Attributes attributes) {
    if (!parent.isRemote()) {
      return followed(parent.isSampled());
    }
    Decision given = Decision.of(parent.getTraceState());
    // A flag that says no decides as well.
    if (given.priority() != null || !parent.isSampled()) {
      return followed(given, parent.isSampled());
    }
    return decide(given, RuleMatch.first(rules, name, kind, attributes), traceId);
  }

  /** In a trace that begins here: as the caller asked, else as the operator wrote. */
  private SamplingResult begun(
      Decision asked, String traceId, String name, SpanKind kind, Attributes attributes) {
    Integer priority = asked.priority();
    if (priority != null) {
      return result(priority, asked.toTraceState());
    }
    SamplingRule rule = RuleMatch.first(rules, name, kind, attributes);
    if (rule == null && limit.isOff()) {
      // Nearly always.
      return isKept(traceId, rate) ? kept : dropped;
    }
    return decide(Decision.NONE, rule, traceId);
  }

  private SamplingResult decide(Decision given, @Nullable SamplingRule rule, String traceId) {
    double share = rule == null ? rate : rule.rate();
    String told = decimal(share);
    if (!isKept(traceId, share)) {
      return decided(DROP, given, told, null);
    }
    if (limit.isOff()) {
      return decided(KEEP, given, told, null);
    }
    RateLimit.Answer answer = limit.ask();
    return decided(answer.granted() ? KEEP : DROP, given, told, decimal(answer.share()));
  }

  /** The caller's decision, in a state that says the same as the flag; ours mostly does. */
  private static SamplingResult followed(Decision given, boolean sampled) {
    Decision agreed = given.agreeingWith(sampled);
    return agreed.equals(given)
        ? followed(sampled)
        : result(sampled ? 1 : 0, agreed.toTraceState());
  }

  private static SamplingResult followed(boolean sampled) {
    return sampled ? SamplingResult.recordAndSample() : SamplingResult.drop();
  }

  private static boolean isKept(String traceId, double rate) {
    long hash = Long.parseUnsignedLong(traceId, HALF, 2 * HALF, RADIX) * KNUTH;
    double position = hash >= 0 ? hash : hash + RANGE;
    return position <= rate * RANGE && rate > 0;
  }

  /** Rounded to as many decimals as the gate lets through. */
  private static String decimal(double share) {
    return BigDecimal.valueOf(share)
        .setScale(DECIMALS, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static SamplingResult decided(
      int priority, Decision given, @Nullable String ruleRate, @Nullable String limitRate) {
    return result(priority, given.decided(priority, BY_RULE, ruleRate, limitRate).toTraceState());
  }

  private static SamplingResult result(int priority, TraceState state) {
    SamplingDecision decision =
        priority > 0 ? SamplingDecision.RECORD_AND_SAMPLE : SamplingDecision.DROP;
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
