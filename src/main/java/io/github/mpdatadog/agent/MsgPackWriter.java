// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Writes MessagePack into one growing buffer that is reused, so that encoding leaves no garbage.
 *
 * <p>Only what v0.4 needs. There is no float32 on purpose: the Agent refuses a payload with one.
 * Strings are always valid UTF-8: a lone surrogate becomes U+FFFD.
 *
 * <p>Not thread-safe.
 */
final class MsgPackWriter {
  private static final char REPLACEMENT = '\uFFFD';

  private byte[] bytes;
  private int size;

  MsgPackWriter(int capacity) {
    bytes = new byte[capacity];
  }

  /** The buffer itself, valid up to {@link #size()} and until the next write. */
  byte[] array() {
    return bytes;
  }

  int size() {
    return size;
  }

  /** Forgets what was written after {@code size}. */
  void truncate(int size) {
    this.size = size;
  }

  /** The shortest form that holds the value. */
  void integer(long value) {
    if (value >= 0) {
      if (value < 0x80) {
        ensure(1);
        bytes[size++] = (byte) value;
      } else if (value <= 0xff) {
        tagged(0xcc, value, 1);
      } else if (value <= 0xffff) {
        tagged(0xcd, value, 2);
      } else if (value <= 0xffff_ffffL) {
        tagged(0xce, value, 4);
      } else {
        tagged(0xcf, value, 8);
      }
    } else if (value >= -32) {
      ensure(1);
      bytes[size++] = (byte) value;
    } else if (value >= Byte.MIN_VALUE) {
      tagged(0xd0, value, 1);
    } else if (value >= Short.MIN_VALUE) {
      tagged(0xd1, value, 2);
    } else if (value >= Integer.MIN_VALUE) {
      tagged(0xd2, value, 4);
    } else {
      tagged(0xd3, value, 8);
    }
  }

  /** Always uint64, the one form of an id that every Agent reads the same way. */
  void id(long value) {
    tagged(0xcf, value, 8);
  }

  void float64(double value) {
    tagged(0xcb, Double.doubleToRawLongBits(value), 8);
  }

  void string(CharSequence text) {
    string(text, 0, text.length());
  }

  /** At most {@code limit} chars of the text, never half of a surrogate pair. */
  void string(CharSequence text, int limit) {
    string(text, 0, cut(text, limit));
  }

  void string(CharSequence text, int from, int to) {
    int length = utf8Length(text, from, to);
    if (length < 32) {
      ensure(1 + length);
      bytes[size++] = (byte) (0xa0 | length);
    } else if (length <= 0xff) {
      tagged(0xd9, length, 1);
    } else if (length <= 0xffff) {
      tagged(0xda, length, 2);
    } else {
      tagged(0xdb, length, 4);
    }
    ensure(length);
    if (length == to - from) {
      for (int i = from; i < to; i++) {
        bytes[size++] = (byte) text.charAt(i);
      }
    } else {
      utf8(text, from, to);
    }
  }

  /** Bytes that {@link #encode} made: keys and entries that are the same in every span. */
  void raw(byte[] encoded) {
    ensure(encoded.length);
    System.arraycopy(encoded, 0, bytes, size, encoded.length);
    size += encoded.length;
  }

  void map(int entries) {
    if (entries < 16) {
      ensure(1);
      bytes[size++] = (byte) (0x80 | entries);
    } else {
      tagged(0xdf, entries, 4);
    }
  }

  /** Opens an array whose length is not known yet; {@link #close} wants what this returns. */
  int openArray() {
    tagged(0xdd, 0, 4);
    return size - 4;
  }

  /** Opens a map whose length is not known yet; {@link #close} wants what this returns. */
  int openMap() {
    tagged(0xdf, 0, 4);
    return size - 4;
  }

  void close(int at, int count) {
    put(at, count, 4);
  }

  /** One string, encoded once. */
  static byte[] encode(String text) {
    MsgPackWriter writer = new MsgPackWriter(5 + text.getBytes(UTF_8).length);
    writer.string(text);
    return writer.toByteArray();
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private static int cut(CharSequence text, int limit) {
    if (text.length() <= limit) {
      return text.length();
    }
    return limit > 0 && Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
  }

  private static int utf8Length(CharSequence text, int from, int to) {
    int length = to - from;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        length += c < 0x800 ? 1 : 2;
        if (isPair(text, i, to)) {
          i++; // four bytes from two chars: the second was counted already
        }
      }
    }
    return length;
  }

  private void utf8(CharSequence text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes[size++] = (byte) c;
      } else if (c < 0x800) {
        bytes[size++] = (byte) (0xc0 | c >> 6);
        continuation(c);
      } else if (isPair(text, i, to)) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        bytes[size++] = (byte) (0xf0 | point >> 18);
        continuation(point >> 12);
        continuation(point >> 6);
        continuation(point);
      } else {
        char safe = Character.isSurrogate(c) ? REPLACEMENT : c;
        bytes[size++] = (byte) (0xe0 | safe >> 12);
        continuation(safe >> 6);
        continuation(safe);
      }
    }
  }

  private void continuation(int bits) {
    bytes[size++] = (byte) (0x80 | (bits & 0x3f));
  }

  private static boolean isPair(CharSequence text, int at, int to) {
    return Character.isHighSurrogate(text.charAt(at))
        && at + 1 < to
        && Character.isLowSurrogate(text.charAt(at + 1));
  }

  private void tagged(int tag, long value, int width) {
    ensure(1 + width);
    bytes[size++] = (byte) tag;
    put(size, value, width);
    size += width;
  }

  private void put(int at, long value, int width) {
    for (int i = width - 1; i >= 0; i--) {
      bytes[at + i] = (byte) value;
      value >>>= 8;
    }
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length + (bytes.length >> 1)));
    }
  }
}
