// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.config.OnBypass;
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
import java.util.SplittableRandom;
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
    assertThat(Decision.of(result.getUpdatedTraceState(TraceState.getDefault())).priority())
        .isEqualTo(-1);
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
}
