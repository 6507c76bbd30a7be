// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.config.OnBypass;
import io.github.mpdatadog.privacy.Ledger;
import io.github.mpdatadog.privacy.Policy;
import io.github.mpdatadog.privacy.SpanRedactor;
import io.github.mpdatadog.privacy.Vocabulary;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against the SDK's real processors: their fields are what is read. */
class PipelineTest {

  private static final String FOREIGN_EXPORTER = InMemorySpanExporter.class.getName();

  private final Gate gate = new Gate(OnBypass.FAIL);
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
        gate);
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
                    new PipelineWatch(gate))))
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
    assertThat(unguarded(SpanProcessor.composite(new ForeignProcessor(), new PipelineWatch(gate))))
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
            .addSpanProcessor(new PipelineWatch(gate))
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
            .addSpanProcessor(new PipelineWatch(gate))
            .build()) {
      provider.get("test").spanBuilder("first").startSpan();

      assertThat(gate.isClosed()).isFalse();
    }
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
