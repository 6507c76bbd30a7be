// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import io.github.mpdatadog.KeptSpans;
import io.github.mpdatadog.MapGetter;
import io.github.mpdatadog.privacy.Vocabulary;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.jms.ConnectionFactory;
import java.util.List;
import java.util.Map;

/** A real SDK with our propagators, and the spans that have ended. */
public final class Recorded {
  static final AttributeKey<String> NAME = AttributeKey.stringKey("messaging.destination.name");
  static final AttributeKey<String> KIND = AttributeKey.stringKey("messaging.destination.kind");
  static final AttributeKey<Boolean> TEMPORARY =
      AttributeKey.booleanKey("messaging.destination.temporary");

  private final KeptSpans kept = new KeptSpans();
  private final OpenTelemetrySdk sdk = kept.sdk();
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

  /** Work for a caller that sent these headers. */
  void forCaller(Map<String, String> headers, Work work) throws Exception {
    TextMapPropagator propagator = sdk.getPropagators().getTextMapPropagator();
    Scope scope = propagator.extract(Context.root(), headers, MapGetter.GETTER).makeCurrent();
    try {
      work.run();
    } finally {
      scope.close();
    }
  }

  public interface Work {
    void run() throws Exception;
  }

  public List<SpanData> spans() {
    return kept.ended();
  }

  public List<SpanData> spans(String name) {
    return kept.ended(span -> span.getName().equals(name));
  }

  /** The one span of that name, waiting for it where another thread ends it. */
  public SpanData span(String name) {
    return await(name, 1).get(0);
  }

  List<SpanData> await(String name, int count) {
    return kept.await(count, span -> span.getName().equals(name));
  }
}
