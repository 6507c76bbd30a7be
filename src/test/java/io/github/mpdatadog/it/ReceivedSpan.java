// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;

/** One span of a v0.4 payload, as an Agent would read it. */
record ReceivedSpan(
    String service,
    String name,
    String resource,
    String type,
    long traceId,
    long spanId,
    long parentId,
    long start,
    long duration,
    int error,
    Map<String, String> meta,
    Map<String, Double> metrics) {

  boolean isRoot() {
    return parentId == 0;
  }

  /** Traces, each a list of spans. Anything that is not v0.4 fails, as it would in the Agent. */
  static List<List<ReceivedSpan>> decode(byte[] payload) {
    try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(payload)) {
      List<List<ReceivedSpan>> traces = new ArrayList<>();
      for (Value trace : unpacker.unpackValue().asArrayValue()) {
        List<ReceivedSpan> spans = new ArrayList<>();
        trace.asArrayValue().forEach(span -> spans.add(span(span.asMapValue().map())));
        traces.add(spans);
      }
      if (unpacker.hasNext()) {
        throw new IOException("bytes after the end of the payload");
      }
      return traces;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ReceivedSpan span(Map<Value, Value> raw) {
    Map<String, Value> fields = new LinkedHashMap<>();
    raw.forEach((key, value) -> fields.put(key.asStringValue().asString(), value));
    Map<String, String> meta = new LinkedHashMap<>();
    Map<String, Double> metrics = new LinkedHashMap<>();
    entries(fields.get("meta"))
        .forEach((key, value) -> meta.put(key.toString(), value.asStringValue().asString()));
    entries(fields.get("metrics"))
        .forEach((key, value) -> metrics.put(key.toString(), value.asNumberValue().toDouble()));
    return new ReceivedSpan(
        text(fields.get("service")),
        text(fields.get("name")),
        text(fields.get("resource")),
        text(fields.get("type")),
        number(fields.get("trace_id")),
        number(fields.get("span_id")),
        number(fields.get("parent_id")),
        number(fields.get("start")),
        number(fields.get("duration")),
        (int) number(fields.get("error")),
        meta,
        metrics);
  }

  private static Map<Value, Value> entries(Value map) {
    return map == null || map.isNilValue() ? Map.of() : map.asMapValue().map();
  }

  private static String text(Value value) {
    return value == null || value.isNilValue() ? "" : value.asStringValue().asString();
  }

  /** Ids are unsigned: the low 64 bits are kept, the sign means nothing. */
  private static long number(Value value) {
    return value == null ? 0 : value.asIntegerValue().toBigInteger().longValue();
  }
}
