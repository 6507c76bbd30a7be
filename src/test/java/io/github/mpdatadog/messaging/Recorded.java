// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.propagation.DatadogPropagator;
import io.github.mpdatadog.propagation.DatadogPropagator.Family;
import io.github.mpdatadog.propagation.GuardedPropagator;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.util.List;

/** A real SDK with our propagators, and the spans that have ended. */
public final class Recorded {
  private static final List<Family> BOTH = List.of(Family.values());

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .setPropagators(
              ContextPropagators.create(
                  new GuardedPropagator(DatadogPropagator.create(BOTH, BOTH))))
          .build();
  final Vocabulary vocabulary = new Vocabulary();
  final MessageTracing tracing = new MessageTracing(sdk, vocabulary);

  public <T> T traced(Class<T> type, Object made) {
    return type.cast(Traced.traced(made, tracing, null));
  }

  /** A factory whose messages are traced by another SDK. */
  public static ConnectionFactory traced(OpenTelemetry sdk, ConnectionFactory factory) {
    MessageTracing tracing = new MessageTracing(sdk, new Vocabulary());
    return (ConnectionFactory) Traced.traced(factory, tracing, null);
  }

  /** Work inside of a span of the application. */
  public Span inSpan(String name, Work work) throws Exception {
    Span span = sdk.getTracer("test").spanBuilder(name).startSpan();
    Scope scope = span.makeCurrent();
    try {
      work.run();
    } finally {
      scope.close();
      span.end();
    }
    return span;
  }

  public interface Work {
    void run() throws Exception;
  }

  public List<SpanData> spans() {
    return exporter.getFinishedSpanItems();
  }

  public List<SpanData> spans(String name) {
    return spans().stream().filter(span -> span.getName().equals(name)).toList();
  }

  /** The one span of that name, waiting for it where another thread ends it. */
  public SpanData span(String name) {
    return await(name, 1).get(0);
  }

  List<SpanData> await(String name, int count) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (spans(name).size() < count && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    List<SpanData> found = spans(name);
    if (found.size() != count) {
      throw new AssertionError(count + " spans " + name + " wanted, got " + spans());
    }
    return found;
  }
}
