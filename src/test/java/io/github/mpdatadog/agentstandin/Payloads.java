// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agentstandin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** Payloads written by hand. */
final class Payloads {

  interface Body {
    void pack(MessageBufferPacker out) throws IOException;
  }

  private Payloads() {}

  static byte[] packed(Body body) {
    try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
      body.pack(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One payload with one trace of one span. */
  static byte[] single(long traceId, long spanId, long parentId, String resource) {
    return packed(
        out -> {
          out.packArrayHeader(1).packArrayHeader(1);
          span(out, traceId, spanId, parentId, resource, Map.of("env", "test"));
        });
  }

  static void span(
      MessageBufferPacker out,
      long traceId,
      long spanId,
      long parentId,
      String resource,
      Map<String, String> meta)
      throws IOException {
    out.packMapHeader(8);
    out.packString("trace_id").packLong(traceId);
    out.packString("span_id").packLong(spanId);
    out.packString("parent_id").packLong(parentId);
    out.packString("resource").packString(resource);
    out.packString("start").packLong(1_700_000_000_000_000_000L + spanId);
    out.packString("duration").packLong(1_000);
    out.packString("meta").packMapHeader(meta.size());
    for (Map.Entry<String, String> entry : meta.entrySet()) {
      out.packString(entry.getKey()).packString(entry.getValue());
    }
    out.packString("metrics").packMapHeader(1).packString("_dd.top_level").packInt(1);
  }
}
