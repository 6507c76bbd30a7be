// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agentstandin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/**
 * Reads a v0.4 payload as strictly as the Agent does: where the Agent refuses a payload, so does
 * this, because a tracer that only works with a lenient stand-in does not work.
 *
 * <p>Declared lengths are checked against the bytes that are left before anything is allocated.
 */
final class PayloadDecoder {

  /** Map entries and array elements of one payload; real ones stay far below. */
  private static final int MAX_ITEMS = 500_000;

  private static final int MAX_DEPTH = 16;

  private final byte[] body;
  private final MessageUnpacker in;
  private int items;
  private String where = "payload";

  private PayloadDecoder(byte[] body) {
    this.body = body;
    this.in = MessagePack.newDefaultUnpacker(body);
  }

  static List<Chunk> decode(byte[] body) throws MalformedPayloadException {
    PayloadDecoder decoder = new PayloadDecoder(body);
    try {
      return decoder.payload();
    } catch (IOException | RuntimeException e) {
      throw new MalformedPayloadException("not a v0.4 payload, stopped at " + decoder.where, e);
    }
  }

  private List<Chunk> payload() throws IOException, MalformedPayloadException {
    int count = arraySize();
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long begin = in.getTotalReadBytes();
      List<Span> spans = trace();
      chunks.add(new Chunk(spans, in.getTotalReadBytes() - begin));
    }
    return chunks;
  }

  private List<Span> trace() throws IOException, MalformedPayloadException {
    int count = arraySize();
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Span span = span();
      if (span.traceId() == 0 || span.spanId() == 0) {
        throw new MalformedPayloadException("a span without trace_id or span_id");
      }
      if (i > 0 && span.traceId() != spans.get(0).traceId()) {
        throw new MalformedPayloadException("spans of different traces in one chunk");
      }
      spans.add(span);
    }
    if (spans.isEmpty()) {
      throw new MalformedPayloadException("a trace without spans");
    }
    return spans;
  }

  private Span span() throws IOException, MalformedPayloadException {
    long traceId = 0;
    long spanId = 0;
    long parentId = 0;
    long start = 0;
    long duration = 0;
    boolean error = false;
    String service = "";
    String name = "";
    String resource = "";
    String type = "";
    Map<String, String> meta = Map.of();
    Map<String, Number> metrics = Map.of();
    Map<String, Object> extra = new LinkedHashMap<>();
    int fields = mapSize();
    for (int i = 0; i < fields; i++) {
      String key = text();
      switch (key) {
        case "trace_id" -> traceId = integer(key);
        case "span_id" -> spanId = integer(key);
        case "parent_id" -> parentId = integer(key);
        case "start" -> start = integer(key);
        case "duration" -> duration = integer(key);
        case "error" -> error = integer(key) != 0;
        case "service" -> service = textOrNil(key);
        case "name" -> name = textOrNil(key);
        case "resource" -> resource = textOrNil(key);
        case "type" -> type = textOrNil(key);
        case "meta" -> meta = meta();
        case "metrics" -> metrics = metrics();
        default -> extra.put(key, any("another field", 0));
      }
    }
    return new Span(
        traceId, spanId, parentId, service, name, resource, type, start, duration, error, meta,
        metrics, extra);
  }

  private Map<String, String> meta() throws IOException, MalformedPayloadException {
    where = "meta";
    Map<String, String> meta = new LinkedHashMap<>();
    for (int left = in.tryUnpackNil() ? 0 : mapSize(); left > 0; left--) {
      meta.put(text(), textOrNil("a meta value, which must be a string"));
    }
    return meta;
  }

  private Map<String, Number> metrics() throws IOException, MalformedPayloadException {
    where = "metrics";
    Map<String, Number> metrics = new LinkedHashMap<>();
    for (int left = in.tryUnpackNil() ? 0 : mapSize(); left > 0; left--) {
      String key = text();
      if (in.getNextFormat() == MessageFormat.FLOAT32) {
        throw new MalformedPayloadException("a float32 metric: the Agent knows only float64");
      }
      metrics.put(key, (Number) any("a metrics value, which must be a number", 0));
    }
    return metrics;
  }

  private Object any(String what, int depth) throws IOException, MalformedPayloadException {
    where = what;
    if (depth > MAX_DEPTH) {
      throw new MalformedPayloadException("nested deeper than " + MAX_DEPTH);
    }
    ValueType type = in.getNextFormat().getValueType();
    switch (type) {
      case NIL:
        in.unpackNil();
        return "";
      case BOOLEAN:
        return in.unpackBoolean();
      case INTEGER:
        return in.unpackBigInteger();
      case FLOAT:
        return in.unpackDouble();
      case STRING:
        return text();
      case BINARY:
        int length = in.unpackBinaryHeader();
        checkLeft(length);
        return HexFormat.of().formatHex(in.readPayload(length));
      case ARRAY:
        List<Object> list = new ArrayList<>();
        for (int left = arraySize(); left > 0; left--) {
          list.add(any(what, depth + 1));
        }
        return list;
      case MAP:
        Map<String, Object> map = new LinkedHashMap<>();
        for (int left = mapSize(); left > 0; left--) {
          map.put(String.valueOf(any(what, depth + 1)), any(what, depth + 1));
        }
        return map;
      default:
        throw new MalformedPayloadException("an extension type");
    }
  }

  private int arraySize() throws IOException, MalformedPayloadException {
    return counted(in.unpackArrayHeader());
  }

  private int mapSize() throws IOException, MalformedPayloadException {
    return counted(in.unpackMapHeader());
  }

  private int counted(int size) throws MalformedPayloadException {
    checkLeft(size);
    items += size;
    if (items > MAX_ITEMS) {
      throw new MalformedPayloadException("more than " + MAX_ITEMS + " items");
    }
    return size;
  }

  private long integer(String what) throws IOException {
    where = what;
    // Unsigned 64 bit ids keep their bits; Long.toUnsignedString and %016x show them right.
    return in.tryUnpackNil() ? 0 : in.unpackBigInteger().longValue();
  }

  private String textOrNil(String what) throws IOException, MalformedPayloadException {
    where = what;
    return in.tryUnpackNil() ? "" : text();
  }

  private String text() throws IOException, MalformedPayloadException {
    int length = in.unpackRawStringHeader();
    checkLeft(length);
    return new String(in.readPayload(length), StandardCharsets.UTF_8);
  }

  private void checkLeft(int declared) throws MalformedPayloadException {
    if (declared > body.length - in.getTotalReadBytes()) {
      throw new MalformedPayloadException("shorter than it declares");
    }
  }
}
