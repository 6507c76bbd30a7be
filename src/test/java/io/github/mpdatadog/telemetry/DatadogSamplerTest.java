// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.MapGetter;
import io.github.mpdatadog.config.OnBypass;
import io.github.mpdatadog.config.SamplingRule;
import io.github.mpdatadog.propagation.DatadogPropagator;
import io.github.mpdatadog.propagation.Decision;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatadogSamplerTest {

  private static SamplingResult sample(double rate, Context parent, String traceId) {
    return new DatadogSampler(rate, new Gate(OnBypass.FAIL))
        .shouldSample(parent, traceId, "name", SpanKind.SERVER, Attributes.empty(), List.of());
  }

  private static String traceId(long lower) {
    return TraceId.fromLongs(0x640cfd8d00000000L, lower);
  }

  @Test
  void rateOneKeepsEverythingAndSaysThatTheUserDecided() {
    SamplingResult result = sample(1.0, Context.root(), traceId(-1));

    assertThat(result.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    assertThat(Decision.of(result.getUpdatedTraceState(TraceState.getDefault())))
        .isEqualTo(new Decision(2, "-3", null));
  }

  @Test
  void rateZeroDropsEverythingAndSaysSoDownstream() {
    SamplingResult result = sample(0.0, Context.root(), traceId(1));

    assertThat(result.getDecision()).isEqualTo(SamplingDecision.DROP);
    assertThat(Decision.of(result.getUpdatedTraceState(TraceState.getDefault())))
        .as("as in other Datadog tracers, only who keeps a trace is told")
        .isEqualTo(new Decision(-1, null, null));
  }

  @ParameterizedTest(name = "b3: {0} at rate {1}")
  @CsvSource({"0, 1.0, DROP, 0", "1, 0.0, RECORD_AND_SAMPLE, 1"})
  void aDecisionWithoutIdsIsForTheTraceThatBeginsHere(
      String header, double rate, SamplingDecision decision, int priority) {
    Context asked =
        DatadogPropagator.create(List.of(DatadogPropagator.Family.B3SINGLE), List.of())
            .extract(Context.root(), Map.of("b3", header), MapGetter.GETTER);
    SamplingResult result = sample(rate, asked, traceId(1));

    assertThat(result.getDecision()).isEqualTo(decision);
    assertThat(Decision.of(result.getUpdatedTraceState(TraceState.getDefault())))
        .isEqualTo(new Decision(priority, null, null));
  }

  /** Expected values from the documented rule: id * 1111111111111111111 mod 2^64 <= rate * 2^64. */
  @ParameterizedTest(name = "trace {0} at {1}: kept {2}")
  @CsvSource({
    "1, 0.0602, false",
    "1, 0.0603, true",
    "10, 0.6023, false",
    "10, 0.6024, true",
    "9223372036854775807, 0.44, true",
    "9223372036854775807, 0.43, false"
  })
  void theDecisionIsTheSameAsInEveryDatadogTracer(long id, double rate, boolean kept) {
    assertThat(sample(rate, Context.root(), traceId(id)).getDecision())
        .isEqualTo(kept ? SamplingDecision.RECORD_AND_SAMPLE : SamplingDecision.DROP);
  }

  @Test
  void onceTheGateIsClosedNothingIsEvenRecorded() {
    Gate gate = new Gate(OnBypass.STOP_EXPORT);
    gate.bypassed(List.of("a.foreign.Exporter"));

    SamplingResult result =
        new DatadogSampler(1, gate)
            .shouldSample(
                Context.root(), traceId(1), "name", SpanKind.SERVER, Attributes.empty(), List.of());

    assertThat(result.getDecision()).isEqualTo(SamplingDecision.DROP);
  }

  @Test
  void aQuarterKeepsAboutAQuarter() {
    SplittableRandom random = new SplittableRandom(42);
    int kept = 0;
    for (int i = 0; i < 100_000; i++) {
      SamplingResult result = sample(0.25, Context.root(), traceId(random.nextLong()));
      kept += result.getDecision() == SamplingDecision.DROP ? 0 : 1;
    }

    assertThat(kept).isBetween(24_000, 26_000);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theParentsDecisionIsRespectedWhateverTheRate(boolean sampled) {
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            traceId(7),
            "00000000075bcd15",
            sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
            new Decision(sampled ? 1 : 0, null, null).toTraceState());
    Context parent = Context.root().with(Span.wrap(remote));

    SamplingResult result = sample(sampled ? 0.0 : 1.0, parent, traceId(7));

    assertThat(result.getDecision() == SamplingDecision.RECORD_AND_SAMPLE).isEqualTo(sampled);
    assertThat(result.getUpdatedTraceState(remote.getTraceState()))
        .isEqualTo(remote.getTraceState());
  }

  /** As code passes it on that reads headers with another propagator than ours. */
  @ParameterizedTest(name = "flag {0} and {1}: {2}, {3}")
  @CsvSource(
      nullValues = "-",
      value = {
        "01, s:-1;o:rum;t.dm:-3, RECORD_AND_SAMPLE, s:1;o:rum;t.dm:-0",
        "01, s:0, RECORD_AND_SAMPLE, s:1;t.dm:-0",
        "01, s:2;t.dm:-4, RECORD_AND_SAMPLE, s:2;t.dm:-4",
        "00, s:2;p:0123456789abcdef;t.dm:-4, DROP, s:0;p:0123456789abcdef",
        "00, s:-1;t.dm:-3, DROP, s:-1;t.dm:-3",
        "00, o:rum, DROP, s:0;o:rum",
        "00, -, DROP, s:0"
      })
  void theFlagOfACallerCountsWhereItsStateSaysOtherwise(
      String flags, String member, SamplingDecision decision, String state) {
    TraceState given =
        member == null
            ? TraceState.getDefault()
            : TraceState.builder().put("dd", member).put("vendor", "jane").build();
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            traceId(7), "00000000075bcd15", TraceFlags.fromHex(flags, 0), given);

    SamplingResult result = sample(1, Context.root().with(Span.wrap(remote)), traceId(7));

    assertThat(result.getDecision()).isEqualTo(decision);
    assertThat(result.getUpdatedTraceState(given).get("dd")).isEqualTo(state);
  }

  @ParameterizedTest(name = "rate {0}: {1}")
  @CsvSource({"1.0, s:2;o:rum;t.dm:-3;r:1", "0.0, s:-1;o:rum;r:0"})
  void aRemoteCallerThatDecidedNothingIsDecidedForHere(double rate, String state) {
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            traceId(7),
            "00000000075bcd15",
            TraceFlags.getSampled(),
            new Decision(null, null, "rum").toTraceState());

    SamplingResult result = sample(rate, Context.root().with(Span.wrap(remote)), traceId(7));

    assertThat(result.getUpdatedTraceState(remote.getTraceState()).asMap())
        .isEqualTo(Map.of("dd", state));
  }

  @Test
  void aLocalParentIsFollowedWhateverItsState() {
    SpanContext local =
        SpanContext.create(
            traceId(7), "00000000075bcd15", TraceFlags.getSampled(), TraceState.getDefault());

    SamplingResult result = sample(0.0, Context.root().with(Span.wrap(local)), traceId(7));

    assertThat(result.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
  }

  private static SamplingRule rule(String service, String name, String resource, double rate) {
    return new SamplingRule(service, name, resource, Map.of(), rate);
  }

  private static String state(DatadogSampler sampler, Attributes attributes) {
    return sampler
        .shouldSample(
            Context.root(), traceId(1), "Clinic.visit", SpanKind.SERVER, attributes, List.of())
        .getUpdatedTraceState(TraceState.getDefault())
        .asMap()
        .get("dd");
  }

  private static DatadogSampler sampler(double rate, SamplingRule... rules) {
    RateLimit none = new RateLimit(0, System::nanoTime);
    return new DatadogSampler(List.of(rules), "clinic", rate, none, new Gate(OnBypass.FAIL));
  }

  private static final Attributes REQUEST =
      Attributes.builder()
          .put("http.request.method", "GET")
          .put("url.path", "/health/ready")
          .put("server.port", 9080)
          .put("ward.open", true)
          .put("share", 0.5)
          .build();

  @Test
  void theFirstMatchingRuleDecidesAndItsRateIsTold() {
    DatadogSampler sampler =
        sampler(
            0,
            rule("shop", "*", "*", 0.5),
            rule("*", "http.server.request", "get /HEALTH/*", 1),
            rule("*", "*", "*", 0.25));

    assertThat(state(sampler, REQUEST)).isEqualTo("s:2;t.dm:-3;r:1");
    assertThat(state(sampler, Attributes.empty())).isEqualTo("s:2;t.dm:-3;r:0.25");
  }

  /** Who reads it, takes no more than 22 of them. */
  @Test
  void aRateOfManyDecimalsIsToldRounded() {
    assertThat(state(sampler(0, rule("*", "*", "*", 1.2345678901234567E-7)), REQUEST))
        .isEqualTo("s:-1;r:0.0000001234567890123457");
    assertThat(state(sampler(0, rule("*", "*", "*", Double.MIN_VALUE)), REQUEST))
        .isEqualTo("s:-1;r:0");
  }

  @Test
  void theRateAppliesWhereNoRuleMatches() {
    assertThat(state(sampler(1, rule("*", "redis.*", "*", 0)), REQUEST)).isEqualTo("s:2;t.dm:-3");
  }

  @Test
  void aRuleOfRateZeroDropsAndSaysSoDownstream() {
    assertThat(state(sampler(1, rule("clin?c", "*", "*", 0)), REQUEST)).isEqualTo("s:-1;r:0");
  }

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource({
    "url.path, /health/*, true",
    "url.path, /HEALTH/READY, true",
    "url.path, /health, false",
    "server.port, 9080, true",
    "server.port, 90*, true",
    "server.port, 80, false",
    "ward.open, true, true",
    "share, *, true",
    "share, 0*, false",
    "missing, *, false"
  })
  void tagsAreTheAttributesThatTheSpanStartsWith(String key, String glob, boolean matches) {
    DatadogSampler sampler = sampler(0, new SamplingRule("*", "*", "*", Map.of(key, glob), 1));

    assertThat(state(sampler, REQUEST).startsWith("s:2")).isEqualTo(matches);
  }

  @Test
  void allTagsOfARuleHaveToMatch() {
    Map<String, String> tags = Map.of("server.port", "9080", "url.path", "/other");

    assertThat(state(sampler(1, new SamplingRule("*", "*", "*", tags, 0)), REQUEST))
        .isEqualTo("s:2;t.dm:-3");
  }

  @Test
  void aboveTheRateLimitTracesAreDroppedAndTheShareIsTold() {
    AtomicLong clock = new AtomicLong();
    DatadogSampler sampler =
        new DatadogSampler(
            List.of(), "clinic", 1, new RateLimit(2, clock::get), new Gate(OnBypass.FAIL));

    assertThat(state(sampler, REQUEST)).isEqualTo("s:2;t.dm:-3;r:1;l:1");
    assertThat(state(sampler, REQUEST)).isEqualTo("s:2;t.dm:-3;r:1;l:1");
    assertThat(state(sampler, REQUEST)).startsWith("s:-1;r:1;l:0.66");
    clock.addAndGet(1_000_000_000L);
    assertThat(state(sampler, REQUEST)).isEqualTo("s:2;t.dm:-3;r:1;l:1");
  }

  @Test
  void theRateLimitIsNotAskedForTracesOfOthersNorForDroppedOnes() {
    RateLimit limit = new RateLimit(1, () -> 0L);
    DatadogSampler sampler =
        new DatadogSampler(
            List.of(rule("*", "*", "GET /health*", 0)),
            "clinic",
            1,
            limit,
            new Gate(OnBypass.FAIL));
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            traceId(7),
            "00000000075bcd15",
            TraceFlags.getSampled(),
            new Decision(1, "-1", null).toTraceState());

    sampler.shouldSample(
        Context.root().with(Span.wrap(remote)),
        traceId(7),
        "name",
        SpanKind.SERVER,
        Attributes.empty(),
        List.of());
    state(sampler, REQUEST);

    assertThat(state(sampler, Attributes.empty())).isEqualTo("s:2;t.dm:-3;r:1;l:1");
  }
}
