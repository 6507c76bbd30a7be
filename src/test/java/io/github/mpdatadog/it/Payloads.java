// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** Hand-made v0.4 payloads, such as a tracer without redaction would send. */
final class Payloads {
  private Payloads() {}

  /** One trace of one span. */
  static byte[] of(String resource, Map<String, String> meta) {
    try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
      out.packArrayHeader(1).packArrayHeader(1).packMapHeader(8);
      out.packString("service").packString("it-clinic");
      out.packString("name").packString("servlet.request");
      out.packString("resource").packString(resource);
      out.packString("trace_id").packLong(-2);
      out.packString("span_id").packLong(42);
      out.packString("error").packInt(0);
      out.packString("meta").packMapHeader(meta.size());
      for (Map.Entry<String, String> entry : meta.entrySet()) {
        out.packString(entry.getKey()).packString(entry.getValue());
      }
      out.packString("metrics").packMapHeader(1);
      out.packString("_sampling_priority_v1").packDouble(2);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
