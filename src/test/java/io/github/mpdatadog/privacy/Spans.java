// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.StatusData;

/** Spans as the SDK hands them to an exporter. */
final class Spans {

  static final String TRACE_ID = "640cfd8d00000000aaaaaaaaaaaaaaaa";
  static final String SPAN_ID = "bbbbbbbbbbbbbbbb";

  static TestSpanData.Builder span(SpanKind kind) {
    return TestSpanData.builder()
        .setName("given")
        .setKind(kind)
        .setSpanContext(context(TraceState.getDefault()))
        .setStatus(StatusData.unset())
        .setStartEpochNanos(1_000)
        .setEndEpochNanos(2_000)
        .setHasEnded(true);
  }

  static TestSpanData.Builder span(SpanKind kind, Attributes attributes) {
    return span(kind).setAttributes(attributes).setTotalAttributeCount(attributes.size());
  }

  static SpanContext context(TraceState state) {
    return SpanContext.create(TRACE_ID, SPAN_ID, TraceFlags.getSampled(), state);
  }

  /** Separated by semicolons; a number begins with {@code #}. */
  static Attributes attributes(String pairs) {
    AttributesBuilder attributes = Attributes.builder();
    for (String pair : pairs.split(";", -1)) {
      String key = pair.substring(0, pair.indexOf('='));
      String value = pair.substring(pair.indexOf('=') + 1);
      if (value.startsWith("#")) {
        attributes.put(key, Long.parseLong(value.substring(1)));
      } else {
        attributes.put(key, value);
      }
    }
    return attributes.build();
  }

  private Spans() {}
}
