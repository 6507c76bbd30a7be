// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.config.OnBypass;
import io.github.mpdatadog.privacy.Ledger;
import io.github.mpdatadog.privacy.Policy;
import io.github.mpdatadog.privacy.SpanRedactor;
import io.github.mpdatadog.privacy.Vocabulary;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Against the SDK's real processors: their fields are what is read. */
class PipelineTest {

  private static final String FOREIGN_EXPORTER = InMemorySpanExporter.class.getName();

  private final Gate gate = new Gate(OnBypass.FAIL);
  private final Account account =
      new Account("clinic", Policy.strict(), new Ledger(), gate, Instant.EPOCH);
  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

  private static final class ForeignProcessor implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }

  private SpanExporter guarded() {
    return new RedactingSpanExporter(
        exporter,
        new SpanRedactor(Policy.strict(), new Vocabulary(), Resource.empty(), new Ledger()),
        gate,
        () -> {},
        () -> {});
  }

  private static List<String> unguarded(SpanProcessor... processors) {
    var builder = SdkTracerProvider.builder();
    for (SpanProcessor processor : processors) {
      builder.addSpanProcessor(processor);
    }
    return Pipeline.unguarded(builder, "spanProcessors");
  }

  @Test
  void aGuardedExporterIsFoundGuardedBehindEveryProcessorOfTheSdk() {
    assertThat(
            unguarded(
                SimpleSpanProcessor.create(guarded()),
                BatchSpanProcessor.builder(guarded()).build(),
                SpanProcessor.composite(
                    SimpleSpanProcessor.create(SpanExporter.composite(guarded(), guarded())),
                    new PipelineWatch(gate, account))))
        .isEmpty();
  }

  @Test
  void anExporterInFrontOfTheGateIsNamed() {
    assertThat(unguarded(BatchSpanProcessor.builder(exporter).build()))
        .containsExactly(FOREIGN_EXPORTER);
    assertThat(unguarded(SimpleSpanProcessor.create(exporter))).containsExactly(FOREIGN_EXPORTER);
  }

  @Test
  void oneAmongGuardedOnesIsNamed() {
    assertThat(
            unguarded(
                BatchSpanProcessor.builder(SpanExporter.composite(guarded(), exporter)).build()))
        .containsExactly(FOREIGN_EXPORTER);
  }

  @Test
  void aProcessorThatIsNotTheSdksIsNamed() {
    assertThat(
            unguarded(
                SpanProcessor.composite(new ForeignProcessor(), new PipelineWatch(gate, account))))
        .containsExactly(ForeignProcessor.class.getName());
  }

  @Test
  void anUnknownLayoutIsNotTrusted() {
    assertThat(Pipeline.unguarded("no provider", "spanProcessors"))
        .containsExactly("java.lang.String");
  }

  @Test
  void whatWasAddedAfterOursIsFoundWhenTheFirstSpanStarts() {
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(new PipelineWatch(gate, account))
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()) {
      provider.get("test").spanBuilder("first").startSpan();

      assertThat(gate.isClosed()).isTrue();
    }
  }

  @Test
  void aGuardedPipelineStaysOpen() {
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(BatchSpanProcessor.builder(guarded()).build())
            .addSpanProcessor(new PipelineWatch(gate, account))
            .build()) {
      provider.get("test").spanBuilder("first").startSpan();

      assertThat(gate.isClosed()).isFalse();
    }
  }

  private LiveProbe probe(double rate, SpanProcessor... processors) {
    var builder = SdkTracerProvider.builder().setSampler(new DatadogSampler(rate, gate));
    for (SpanProcessor processor : processors) {
      builder.addSpanProcessor(processor);
    }
    try (SdkTracerProvider provider = builder.build()) {
      OpenTelemetry live = with(provider);
      LiveProbe probe = LiveProbe.of(live);
      provider.forceFlush().join(10, TimeUnit.SECONDS);
      return probe;
    }
  }

  /** An OpenTelemetry that has this provider; its builder is in an artifact we do not link. */
  private static OpenTelemetry with(SdkTracerProvider provider) {
    return new OpenTelemetry() {
      @Override
      public TracerProvider getTracerProvider() {
        return provider;
      }

      @Override
      public ContextPropagators getPropagators() {
        return ContextPropagators.noop();
      }
    };
  }

  @Test
  void aProbeFindsTheGateAndItsAccountAndIsNeverExported() {
    account.selfTestPassed(Instant.EPOCH);
    LiveProbe probe =
        probe(0, SimpleSpanProcessor.create(guarded()), new PipelineWatch(gate, account));

    assertThat(probe.gate()).isEqualTo("in place");
    assertThat(probe.isSafe()).isTrue();
    assertThat(probe.account()).isSameAs(account);
    assertThat(exporter.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void aProbeIsNotSafeBeforeTheSelfTestHasPassed() {
    assertThat(
            probe(1, SimpleSpanProcessor.create(guarded()), new PipelineWatch(gate, account))
                .isSafe())
        .isFalse();
  }

  @Test
  void aProbeFindsWhatIsBesideTheGate() {
    account.selfTestPassed(Instant.EPOCH);
    Gate accepting = new Gate(OnBypass.WARN);
    LiveProbe probe =
        probe(
            1,
            SimpleSpanProcessor.create(guarded()),
            SimpleSpanProcessor.create(exporter),
            new PipelineWatch(accepting, account));

    assertThat(probe.gate()).isEqualTo("bypassed");
    assertThat(probe.isSafe()).isFalse();
  }

  @Test
  void aProbeFindsThatThereIsNoGate() {
    account.selfTestPassed(Instant.EPOCH);
    assertThat(probe(1, new PipelineWatch(gate, account)).gate()).isEqualTo("absent");
    assertThat(probe(1, SimpleSpanProcessor.create(exporter)).gate()).isEqualTo("absent");
    assertThat(LiveProbe.of(OpenTelemetry.noop()).isSafe()).isFalse();
  }

  @Test
  void whereNoExporterWasMadeNoGateIsMissed() {
    account.selfTestPassed(Instant.EPOCH);
    account.noExporter();

    LiveProbe alone = probe(1, new PipelineWatch(gate, account));
    assertThat(alone.gate()).isEqualTo("no exporter");
    assertThat(alone.isSafe()).isTrue();

    LiveProbe besideAnother =
        probe(1, new PipelineWatch(gate, account), SimpleSpanProcessor.create(exporter));
    assertThat(besideAnother.gate()).isEqualTo("absent");
    assertThat(besideAnother.isSafe()).isFalse();
  }

  @Test
  void aProbeFindsAClosedGate() {
    account.selfTestPassed(Instant.EPOCH);
    gate.bypassed(List.of("some.Exporter"));
    LiveProbe probe =
        probe(1, SimpleSpanProcessor.create(guarded()), new PipelineWatch(gate, account));

    assertThat(probe.gate()).isEqualTo("closed");
    assertThat(probe.isSafe()).isFalse();
  }

  @Test
  void aBypassThatTheOperatorAcceptedKeepsTheGateOpen() {
    Gate accepting = new Gate(OnBypass.WARN);
    accepting.bypassed(List.of(FOREIGN_EXPORTER));

    assertThat(accepting.isClosed()).isFalse();
    assertThat(accepting.admits(List.of(FOREIGN_EXPORTER))).isTrue();
    assertThat(gate.admits(List.of(FOREIGN_EXPORTER))).isFalse();
  }
}
