// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.github.mpdatadog.agent.DatadogSpanExporter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends a span with a one-time canary in every field through the gate that is about to be used, and
 * searches the bytes that would go to the Agent. Until they are clean nothing is exported.
 */
final class SelfTest {

  private static final List<String> KEYS =
      List.of(
          "http.route",
          "url.path",
          "url.query",
          "url.full",
          "http.target",
          "http.request.method",
          "http.request.method_original",
          "server.address",
          "client.address",
          "user_agent.original",
          "db.system",
          "db.query.text",
          "db.statement",
          "db.collection.name",
          "db.query.summary",
          "messaging.destination.name",
          "error.type",
          "exception.message",
          "enduser.id",
          "resource.name",
          "service.name",
          "io.github.mpdatadog.route");

  private final String canary;

  private SelfTest(String canary) {
    this.canary = canary;
  }

  /** True if the redactor lets nothing of a canary through. Never throws. */
  static boolean passes(Function<SpanData, @Nullable SpanData> redactor) {
    try {
      String canary = "canary" + Long.toHexString(new SecureRandom().nextLong() | Long.MIN_VALUE);
      return new SelfTest(canary).isStopped(redactor);
    } catch (RuntimeException | LinkageError undecided) {
      return false;
    }
  }

  private boolean isStopped(Function<SpanData, @Nullable SpanData> redactor) {
    for (SpanKind kind : SpanKind.values()) {
      SpanData planted = planted(kind);
      SpanData redacted = redactor.apply(planted);
      // A gate that drops everything would pass every search.
      if (!holdsCanary(List.of(planted)) || redacted == null || holdsCanary(List.of(redacted))) {
        return false;
      }
    }
    return true;
  }

  private boolean holdsCanary(List<SpanData> spans) {
    String wire = new String(DatadogSpanExporter.encoded(spans), StandardCharsets.ISO_8859_1);
    return (wire + spans).toLowerCase(Locale.ROOT).contains(canary);
  }

  private SpanData planted(SpanKind kind) {
    Captured captured = new Captured();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(Resource.create(Attributes.builder().put("host.name", canary).build()))
            .addSpanProcessor(SimpleSpanProcessor.create(captured))
            .build()) {
      var builder =
          provider
              .get(canary, canary)
              .spanBuilder(canary)
              .setSpanKind(kind)
              .setParent(Context.root().with(Span.wrap(remoteParent())))
              .addLink(remoteParent(), Attributes.builder().put("link", canary).build());
      for (String key : KEYS) {
        builder.setAttribute(key, canary);
      }
      builder.setAttribute(canary, 1L);
      builder.setAttribute(AttributeKey.stringArrayKey("list"), List.of(canary));
      Span span = builder.startSpan();
      span.addEvent(canary, Attributes.builder().put(canary, canary).build());
      span.recordException(
          framed(new IllegalStateException(canary, framed(new RuntimeException(canary)))));
      span.setStatus(StatusCode.ERROR, canary);
      span.end();
    }
    return captured.spans.get(0);
  }

  /** One frame is code, the other is not. The server's own, some sixty, would all be looked for. */
  private <X extends Throwable> X framed(X thrown) {
    String type = SelfTest.class.getName();
    thrown.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(canary + "." + canary, canary, canary, 1),
          new StackTraceElement(type, "planted", "SelfTest.java", 1)
        });
    return thrown;
  }

  private SpanContext remoteParent() {
    return SpanContext.createFromRemoteParent(
        "0af7651916cd43dd8448eb211c80319c",
        "b7ad6b7169203331",
        TraceFlags.getSampled(),
        TraceState.builder().put("dd", "s:1;t.usr.id:" + canary).put("vendor", canary).build());
  }

  private static final class Captured implements SpanExporter {
    final List<SpanData> spans = new ArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> exported) {
      spans.addAll(exported);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
