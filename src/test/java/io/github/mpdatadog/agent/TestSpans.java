// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Spans as the SDK would hand them over. */
final class TestSpans {
  static final String TRACE = "6b028cab00000000faceb00c12345678";
  static final String ROOT = "00000000000000a1";
  static final Resource RESOURCE =
      Resource.create(
          Attributes.builder()
              .put("service.name", "patient-api")
              .put("service.version", "1.2.3")
              .put("deployment.environment.name", "test")
              .put("team", "clinic")
              .put("telemetry.sdk.name", "opentelemetry")
              .put("host.name", "secret-host")
              .build());

  private TestSpans() {}

  static AgentSettings settings(URI url) {
    return settings(url, Map.of());
  }

  static AgentSettings settings(URI url, Map<String, String> serviceMapping) {
    return new AgentSettings(
        url, 1.0, serviceMapping, "0.1.0", "fb902e0b-6189-4df0-9e2d-ed6a1e7e6957");
  }

  static AgentSettings settings() {
    return settings(AgentSettings.DEFAULT_URL);
  }

  /** A root span, in nothing but kind and attributes special. */
  static TestSpanData.Builder span(SpanKind kind, Attributes attributes) {
    return TestSpanData.builder()
        .setName("the span name")
        .setKind(kind)
        .setHasEnded(true)
        .setStartEpochNanos(1_795_329_197_244_417_716L)
        .setEndEpochNanos(1_795_329_197_259_484_883L)
        .setStatus(StatusData.unset())
        .setResource(RESOURCE)
        .setSpanContext(context(ROOT, TraceState.getDefault()))
        .setAttributes(attributes);
  }

  static TestSpanData.Builder child(String id, String parent, SpanKind kind, Attributes attrs) {
    return span(kind, attrs)
        .setSpanContext(context(id, TraceState.getDefault()))
        .setParentSpanContext(context(parent, TraceState.getDefault()));
  }

  static SpanContext context(String spanId, TraceState state) {
    return SpanContext.create(TRACE, spanId, TraceFlags.getSampled(), state);
  }

  static SpanContext remote(String spanId) {
    return SpanContext.createFromRemoteParent(
        TRACE, spanId, TraceFlags.getSampled(), TraceState.getDefault());
  }

  static SpanContext inTrace(int number, String spanId) {
    return SpanContext.create(
        String.format("%032x", number), spanId, TraceFlags.getSampled(), TraceState.getDefault());
  }

  /** {@code key=value} pairs; a value of digits is a long. */
  static Attributes attributes(String... pairs) {
    var builder = Attributes.builder();
    for (String pair : List.copyOf(Arrays.asList(pairs))) {
      String key = pair.substring(0, pair.indexOf('='));
      String value = pair.substring(key.length() + 1);
      if (value.matches("\\d+")) {
        builder.put(AttributeKey.longKey(key), Long.parseLong(value));
      } else {
        builder.put(AttributeKey.stringKey(key), value);
      }
    }
    return builder.build();
  }
}
