// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.privacy.Ledger;
import io.github.mpdatadog.privacy.Policy;
import io.github.mpdatadog.privacy.SpanRedactor;
import io.github.mpdatadog.privacy.Vocabulary;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

/** The real SDK and the real gate: what is asserted on has passed both. */
final class Recording implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SpanRedactor gate =
      new SpanRedactor(Policy.strict(), Vocabulary.shared(), Resource.empty(), new Ledger());
  final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private final Tracer tracer = sdk.getTracer("test");

  /** Calls within a span of the application's. */
  @SuppressWarnings("try")
  <T> T inSpan(Callable<T> work) throws Exception {
    Span span = tracer.spanBuilder("work").startSpan();
    try (Scope scope = span.makeCurrent()) {
      return work.call();
    } finally {
      span.end();
    }
  }

  /** What the gate let through of our spans, in the order they ended. */
  List<SpanData> redis() {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getInstrumentationScopeInfo().getName().equals(RedisTracer.SCOPE))
        .map(gate::redact)
        .toList();
  }

  /** Waits for as many: some end on a client's own thread. */
  List<SpanData> redis(int count) {
    Instant end = Instant.now().plus(SOON);
    while (redis().size() < count && Instant.now().isBefore(end)) {
      Thread.onSpinWait();
    }
    assertThat(redis()).hasSize(count);
    return redis();
  }

  SpanData work() {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals("work"))
        .findFirst()
        .orElseThrow();
  }

  void forget() {
    exporter.reset();
  }

  static String text(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }

  static Long number(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.longKey(key));
  }

  @Override
  public void close() {
    sdk.close();
  }
}
