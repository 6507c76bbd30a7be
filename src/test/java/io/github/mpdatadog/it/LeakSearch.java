// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Looks for planted identifiers in bytes, in every shape of {@link Encodings}, in one pass. It
 * knows nothing of spans or payloads: what it searches are bytes that left the JVM, so it finds
 * identifiers in places nobody thought of.
 */
public final class LeakSearch {
  /** What was found, where, and in which shape. */
  public record Hit(String identifier, String shape, int offset) {}

  private record Needle(String identifier, String shape, boolean fold, byte[] bytes) {}

  private static final int FILTER_BITS = 20;

  private final Map<Integer, List<Needle>> byStart = new HashMap<>();
  private final BitSet filter = new BitSet(1 << FILTER_BITS);

  public LeakSearch(Collection<String> identifiers) {
    for (String identifier : identifiers) {
      Encodings.of(identifier)
          .forEach(
              (shape, bytes) -> {
                boolean fold = shape.startsWith("~");
                add(new Needle(identifier, shape, fold, fold ? lower(bytes) : bytes));
              });
    }
  }

  /** Every hit in the bytes; a gzip stream is searched unpacked as well. */
  public List<Hit> in(byte[] bytes) {
    byte[] folded = lower(bytes);
    List<Hit> hits = new ArrayList<>();
    for (int at = 0; at + 4 <= bytes.length; at++) {
      check(bytes, at, false, hits);
      check(folded, at, true, hits);
    }
    if (bytes.length > 2 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b) {
      hits.addAll(in(unzipped(bytes)));
    }
    return hits;
  }

  /** Bodies and heads of all requests. */
  List<Hit> in(Collection<ReceivedRequest> requests) {
    List<Hit> hits = new ArrayList<>();
    for (ReceivedRequest request : requests) {
      hits.addAll(in(request.head()));
      hits.addAll(in(request.body()));
    }
    return hits;
  }

  private void add(Needle needle) {
    int start = start(needle.bytes, 0);
    filter.set(hash(start));
    byStart.computeIfAbsent(start, key -> new ArrayList<>()).add(needle);
  }

  private void check(byte[] bytes, int at, boolean fold, List<Hit> hits) {
    int start = start(bytes, at);
    if (!filter.get(hash(start))) {
      return;
    }
    for (Needle needle : byStart.getOrDefault(start, List.of())) {
      if (needle.fold == fold && matches(bytes, at, needle.bytes)) {
        hits.add(new Hit(needle.identifier, needle.shape.replace("~", ""), at));
      }
    }
  }

  private static boolean matches(byte[] bytes, int at, byte[] needle) {
    if (at + needle.length > bytes.length) {
      return false;
    }
    for (int i = 0; i < needle.length; i++) {
      if (bytes[at + i] != needle[i]) {
        return false;
      }
    }
    return true;
  }

  private static int start(byte[] bytes, int at) {
    return bytes[at] << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  private static int hash(int start) {
    return (start * 0x9E3779B1) >>> (32 - FILTER_BITS);
  }

  private static byte[] lower(byte[] bytes) {
    byte[] lower = bytes.clone();
    for (int i = 0; i < lower.length; i++) {
      if (lower[i] >= 'A' && lower[i] <= 'Z') {
        lower[i] += 'a' - 'A';
      }
    }
    return lower;
  }

  private static byte[] unzipped(byte[] bytes) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      return new byte[0]; // merely looked like gzip; the raw bytes were searched
    }
  }
}
