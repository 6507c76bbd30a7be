// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The constant pool of a class file, from Java 1 to the newest. Entries are decoded when they are
 * asked for. Whatever does not fit the format ends in a RuntimeException.
 */
final class ConstantPool {

  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;

  private final byte[] bytes;
  private final ByteBuffer file;
  private final int[] at;

  /**
   * Reads the pool at the buffer's position, which is then behind it.
   *
   * @param bytes what the buffer wraps
   */
  ConstantPool(ByteBuffer file, byte[] bytes) {
    this.bytes = bytes;
    this.file = file;
    at = new int[file.getShort() & 0xffff];
    int index = 1;
    while (index < at.length) {
      at[index] = file.position();
      int tag = file.get();
      int length =
          switch (tag) {
            case UTF8 -> file.getShort() & 0xffff;
            case CLASS, STRING, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case LONG, DOUBLE -> 8;
            default -> throw new IllegalArgumentException();
          };
      file.position(file.position() + length);
      index += tag == LONG || tag == DOUBLE ? 2 : 1;
    }
  }

  int size() {
    return at.length;
  }

  /** The two bytes of the entry that begin {@code offset} bytes behind its tag. */
  int reference(int index, int offset) {
    return file.getShort(at[index] + 1 + offset) & 0xffff;
  }

  /** The string constant, or null if the entry is something else. */
  @Nullable String string(int index) {
    return tag(index) == STRING ? utf8(reference(index, 0)) : null;
  }

  /** The class name as written in the pool, or null if the entry is something else. */
  @Nullable String type(int index) {
    return tag(index) == CLASS ? utf8(reference(index, 0)) : null;
  }

  /** Whether it is a text, of names too, and this one. */
  boolean isText(int index, String ascii) {
    return tag(index) == UTF8 && reference(index, 0) == ascii.length() && startsWith(index, ascii);
  }

  boolean startsWith(int index, String ascii) {
    int from = start(index);
    if (file.getShort(from - 2) < ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (file.get(from + i) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  String utf8(int index) {
    int from = start(index);
    int length = file.getShort(from - 2) & 0xffff;
    if (from + length > file.limit()) {
      throw new IllegalArgumentException();
    }
    for (int i = from; i < from + length; i++) {
      if (bytes[i] <= 0) {
        return decoded(bytes, from, from + length);
      }
    }
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }

  /** The modified UTF-8 of class files: zero takes two bytes, each half of a pair takes three. */
  private static String decoded(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int i = from;
    while (i < to) {
      int b = bytes[i++];
      if (b < 0) {
        int next = bytes[i++] & 0x3f;
        b =
            (b & 0xe0) == 0xc0
                ? ((b & 0x1f) << 6) | next
                : ((b & 0xf) << 12) | (next << 6) | (bytes[i++] & 0x3f);
      }
      text.append((char) b);
    }
    return text.toString();
  }

  private int start(int index) {
    if (tag(index) != UTF8) {
      throw new IllegalArgumentException();
    }
    return at[index] + 3;
  }

  private int tag(int index) {
    return at[index] == 0 ? 0 : file.get(at[index]);
  }
}
