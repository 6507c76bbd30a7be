// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A protobuf message read without its schema: field numbers and what stands there. */
final class ProtoMessage {
  private final Map<Integer, List<Object>> fields = new HashMap<>();

  private ProtoMessage(ByteBuffer in) {
    in.order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      long key = varint(in);
      Object value =
          switch ((int) key & 7) {
            case 0 -> varint(in);
            case 1 -> in.getLong();
            case 2 -> bytes(in, (int) varint(in));
            case 5 -> (long) in.getInt();
            default -> throw new IllegalStateException("wire type " + (key & 7));
          };
      fields.computeIfAbsent((int) (key >>> 3), number -> new ArrayList<>()).add(value);
    }
  }

  static ProtoMessage read(byte[] bytes) {
    return new ProtoMessage(ByteBuffer.wrap(bytes));
  }

  /** 0 if absent, as in protobuf. */
  long number(int field) {
    return fields.containsKey(field) ? (Long) fields.get(field).get(0) : 0;
  }

  String text(int field) {
    return fields.containsKey(field) ? new String((byte[]) fields.get(field).get(0), UTF_8) : "";
  }

  List<ProtoMessage> messages(int field) {
    return fields.getOrDefault(field, List.of()).stream()
        .map(bytes -> read((byte[]) bytes))
        .toList();
  }

  Map<String, String> texts(int field) {
    Map<String, String> map = new LinkedHashMap<>();
    messages(field).forEach(entry -> map.put(entry.text(1), entry.text(2)));
    return map;
  }

  Map<String, Double> doubles(int field) {
    Map<String, Double> map = new LinkedHashMap<>();
    messages(field)
        .forEach(entry -> map.put(entry.text(1), Double.longBitsToDouble(entry.number(2))));
    return map;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
