// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import io.github.mpdatadog.KeptSpans;
import io.github.mpdatadog.agent.DatadogSpanExporter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** An application with an SDK of its own, in which spans are kept. */
final class Traces implements AutoCloseable {

  interface Work {
    void run() throws Exception;
  }

  private final KeptSpans kept = new KeptSpans();
  final OpenTelemetrySdk sdk = kept.sdk();

  /** Tracing is on for this JVM, outside of any container. */
  static Traces on(String... configuredUrls) {
    System.setProperty("dd.api.key", "set");
    Application.forgetAll();
    Traces traces = new Traces();
    JdbcTelemetry.use(traces.sdk, configuredUrls);
    return traces;
  }

  static void set(String property, String value) {
    System.setProperty(property, value);
    Application.forgetAll();
  }

  /** The spans that the work made, without the one around it. */
  @SuppressWarnings("try")
  List<SpanData> of(Work work) throws Exception {
    kept.forget();
    Span parent = sdk.getTracer("test").spanBuilder("request").startSpan();
    Scope scope = parent.makeCurrent();
    try {
      work.run();
    } finally {
      scope.close();
    }
    return kept.ended();
  }

  List<SpanData> withoutParent(Work work) throws Exception {
    kept.forget();
    work.run();
    return kept.ended();
  }

  List<SpanData> finished() {
    return kept.ended();
  }

  static List<SpanData> redacted(List<SpanData> spans) {
    return spans.stream().map(KeptSpans::redacted).filter(Objects::nonNull).toList();
  }

  static String wire(List<SpanData> spans) {
    return new String(DatadogSpanExporter.encoded(spans), StandardCharsets.ISO_8859_1);
  }

  static String text(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }

  static Long number(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.longKey(key));
  }

  @Override
  public void close() {
    JdbcTelemetry.use(null);
    System.clearProperty("dd.api.key");
    System.clearProperty("dd.trace.enabled");
    System.clearProperty("dd.trace.jdbc.enabled");
    System.clearProperty("dd.trace.jdbc.root-spans");
    Application.forgetAll();
    kept.close();
  }
}
