// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;

/**
 * Writes one span as a v0.4 map of twelve fields.
 *
 * <p>Keeps its scratch space between spans and is not thread-safe.
 */
final class SpanEncoder {
  private static final byte[] SERVICE = MsgPackWriter.encode("service");
  private static final byte[] NAME = MsgPackWriter.encode("name");
  private static final byte[] RESOURCE = MsgPackWriter.encode("resource");
  private static final byte[] TRACE_ID = MsgPackWriter.encode("trace_id");
  private static final byte[] SPAN_ID = MsgPackWriter.encode("span_id");
  private static final byte[] PARENT_ID = MsgPackWriter.encode("parent_id");
  private static final byte[] START = MsgPackWriter.encode("start");
  private static final byte[] DURATION = MsgPackWriter.encode("duration");
  private static final byte[] ERROR = MsgPackWriter.encode("error");
  private static final byte[] TYPE = MsgPackWriter.encode("type");
  private static final int FIELDS = 12;

  private final MsgPackWriter out;
  private final SpanFacts facts = new SpanFacts();
  private final StringBuilder text = new StringBuilder(256);
  private final MetaEncoder meta;
  private final MetricsEncoder metrics;

  SpanEncoder(MsgPackWriter out, AgentSettings settings) {
    this.out = out;
    meta = new MetaEncoder(out, facts, text, settings.runtimeId());
    metrics = new MetricsEncoder(out, facts, settings.sampleRate());
  }

  /**
   * Appends the span.
   *
   * @param first whether it is the first of its chunk, which speaks for the whole trace
   */
  void encode(SpanData span, ResourceTags tags, String service, boolean topLevel, boolean first) {
    facts.read(span, tags.keys());
    SpanShape shape = SpanShape.of(facts);
    String traceId = span.getTraceId();
    SpanRole role = SpanRole.of(span, first, topLevel);

    out.map(FIELDS);
    out.raw(SERVICE);
    out.string(service, Limits.NAME);
    out.raw(NAME);
    text.setLength(0);
    shape.name(facts, text);
    out.string(text, Limits.NAME);
    out.raw(RESOURCE);
    text.setLength(0);
    shape.resource(facts, text);
    out.string(text, Limits.RESOURCE);
    out.raw(TRACE_ID);
    out.id(Ids.low64(traceId));
    out.raw(SPAN_ID);
    out.id(Ids.of(span.getSpanId()));
    out.raw(PARENT_ID);
    out.id(Ids.of(span.getParentSpanId()));
    out.raw(START);
    out.integer(span.getStartEpochNanos());
    out.raw(DURATION);
    out.integer(Math.max(0, span.getEndEpochNanos() - span.getStartEpochNanos()));
    out.raw(ERROR);
    out.integer(span.getStatus().getStatusCode() == StatusCode.ERROR ? 1 : 0);
    out.raw(TYPE);
    out.string(shape.type(facts), Limits.NAME);
    meta.encode(span, shape, tags, service, role);
    metrics.encode(role);
  }
}
