// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;

/** Payloads as an independent decoder reads them. */
final class Decoded {
  private Decoded() {}

  /** The one span of the one chunk that the span becomes. */
  static Map<String, Value> span(SpanData span) {
    return span(TestSpans.settings(), span);
  }

  static Map<String, Value> span(AgentSettings settings, SpanData span) {
    List<List<Map<String, Value>>> traces = encode(settings, List.of(span)).get(0);
    assertThat(traces).hasSize(1);
    assertThat(traces.get(0)).hasSize(1);
    return traces.get(0).get(0);
  }

  static List<Map<String, Value>> chunk(SpanData... spans) {
    return encode(TestSpans.settings(), List.of(spans)).get(0).get(0);
  }

  /** Payloads of chunks of spans. */
  static List<List<List<Map<String, Value>>>> encode(AgentSettings settings, List<SpanData> spans) {
    List<List<List<Map<String, Value>>>> payloads = new ArrayList<>();
    new PayloadEncoder(settings)
        .encode(
            spans,
            payload -> {
              byte[] body = new byte[payload.body().remaining()];
              payload.body().get(body);
              payloads.add(payload(body));
            },
            (reason, count) -> {
              throw new AssertionError(reason);
            });
    return payloads;
  }

  static List<List<Map<String, Value>>> payload(byte[] body) {
    List<List<Map<String, Value>>> traces = new ArrayList<>();
    for (Value trace : value(body).asArrayValue()) {
      List<Map<String, Value>> spans = new ArrayList<>();
      for (Value span : trace.asArrayValue()) {
        spans.add(map(span));
      }
      traces.add(spans);
    }
    return traces;
  }

  static Value value(byte[] bytes) {
    try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(bytes)) {
      Value value = unpacker.unpackValue();
      assertThat(unpacker.hasNext()).as("bytes behind the value").isFalse();
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, Value> map(Value value) {
    Map<String, Value> map = new LinkedHashMap<>();
    value
        .asMapValue()
        .entrySet()
        .forEach(
            entry ->
                assertThat(map.put(entry.getKey().asStringValue().asString(), entry.getValue()))
                    .as("the key %s is there twice", entry.getKey())
                    .isNull());
    return map;
  }

  static Map<String, String> meta(Map<String, Value> span) {
    Map<String, String> meta = new LinkedHashMap<>();
    map(value(span, "meta")).forEach((k, v) -> meta.put(k, v.asStringValue().asString()));
    return meta;
  }

  static Map<String, Double> metrics(Map<String, Value> span) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    map(value(span, "metrics")).forEach((k, v) -> metrics.put(k, v.asNumberValue().toDouble()));
    return metrics;
  }

  static String text(Map<String, Value> span, String field) {
    return value(span, field).asStringValue().asString();
  }

  private static Value value(Map<String, Value> span, String field) {
    Value value = span.get(field);
    assertThat(value).as(field).isNotNull();
    return value;
  }
}
