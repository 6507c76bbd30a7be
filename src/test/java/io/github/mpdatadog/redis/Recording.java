// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import io.github.mpdatadog.KeptSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.concurrent.Callable;

/** The real SDK and the real gate: what is asserted on has passed both. */
final class Recording implements AutoCloseable {
  private final KeptSpans kept = new KeptSpans();
  final OpenTelemetrySdk sdk = kept.sdk();
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
    return kept.ended(Recording::isOurs).stream().map(KeptSpans::redacted).toList();
  }

  /** Waits for as many: some end on a client's own thread. */
  List<SpanData> redis(int count) {
    return kept.await(count, Recording::isOurs).stream().map(KeptSpans::redacted).toList();
  }

  private static boolean isOurs(SpanData span) {
    return span.getInstrumentationScopeInfo().getName().equals(RedisTracer.SCOPE);
  }

  SpanData work() {
    return kept.ended(span -> span.getName().equals("work")).get(0);
  }

  void forget() {
    kept.forget();
  }

  static String text(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }

  static Long number(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.longKey(key));
  }

  @Override
  public void close() {
    kept.close();
  }
}
