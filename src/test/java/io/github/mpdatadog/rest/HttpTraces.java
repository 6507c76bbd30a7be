// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

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
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** A real SDK with our propagators and the real gate, and clients that it traces. */
public final class HttpTraces implements AutoCloseable {
  private static final List<Family> ALL = List.of(Family.values());

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SpanRedactor gate =
      new SpanRedactor(Policy.strict(), Vocabulary.shared(), Resource.empty(), new Ledger());
  final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .setPropagators(
              ContextPropagators.create(new GuardedPropagator(DatadogPropagator.create(ALL, ALL))))
          .build();

  /** As in an application whose operator says that these hosts are ours. */
  public HttpClient traced(HttpClient client, Collection<String> ours) {
    return new TracingHttpClient(client, new HttpCalls(TraceHeaders.of(sdk, ours)));
  }

  /**
   * The spans as they are made, before the gate, waiting for as many: some end on other threads.
   */
  public List<SpanData> raw(int count) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (exporter.getFinishedSpanItems().size() < count && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    List<SpanData> spans = exporter.getFinishedSpanItems();
    if (spans.size() != count) {
      throw new AssertionError(count + " spans wanted, got " + spans);
    }
    return spans;
  }

  /** The only span, as the gate lets it through. */
  SpanData only() {
    return gate.redact(raw(1).get(0));
  }

  @Override
  public void close() {
    sdk.close();
  }
}
