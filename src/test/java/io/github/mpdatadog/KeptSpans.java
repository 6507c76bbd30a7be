// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog;

import io.github.mpdatadog.privacy.Ledger;
import io.github.mpdatadog.privacy.Policy;
import io.github.mpdatadog.privacy.SpanRedactor;
import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.propagation.DatadogPropagator;
import io.github.mpdatadog.propagation.DatadogPropagator.Family;
import io.github.mpdatadog.propagation.GuardedPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A real SDK with our propagators, whose spans are kept as they end: before the gate. */
public final class KeptSpans implements AutoCloseable {

  private static final List<Family> ALL = List.of(Family.values());
  private static final Duration SOON = Duration.ofSeconds(30);

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .setPropagators(
              ContextPropagators.create(new GuardedPropagator(DatadogPropagator.create(ALL, ALL))))
          .build();

  public OpenTelemetrySdk sdk() {
    return sdk;
  }

  /** In the order in which they ended. */
  public List<SpanData> ended() {
    return exporter.getFinishedSpanItems();
  }

  public List<SpanData> ended(Predicate<SpanData> which) {
    return ended().stream().filter(which).toList();
  }

  /** Waits for as many: some end on other threads. More are as wrong as fewer. */
  public List<SpanData> await(int count, Predicate<SpanData> which) {
    long end = System.nanoTime() + SOON.toNanos();
    while (ended(which).size() < count && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    List<SpanData> found = ended(which);
    if (found.size() != count) {
      throw new AssertionError(count + " spans wanted, got " + found + " among " + ended());
    }
    return found;
  }

  public void forget() {
    exporter.reset();
  }

  /** As the gate lets it through; null where it does not. */
  public static @Nullable SpanData redacted(SpanData span) {
    return new SpanRedactor(Policy.strict(), Vocabulary.shared(), Resource.empty(), new Ledger())
        .redact(span);
  }

  @Override
  public void close() {
    sdk.close();
  }
}
