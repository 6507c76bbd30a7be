// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

/**
 * What a word is found by: two longs, which for a word of up to {@value #LONGEST} ASCII letters,
 * digits and underscores are these very characters without case, so that equal keys are equal words
 * and nothing else needs to be compared. Of any other word it is a hash.
 */
final class SqlKey {

  static final int LONGEST = 2 * Long.BYTES;

  /** The lower half where the upper half is a hash: no word of characters gives it. */
  static final long HASHED = 0;

  /** Of letters, digits and the underscore, this tells all apart but their case. */
  static int folded(char c) {
    return c | 0x20;
  }

  static long high(char[] text, int from, int to) {
    return isExact(text, from, to) ? packed(text, from, to - Long.BYTES) : hashed(text, from, to);
  }

  static long low(char[] text, int from, int to) {
    return isExact(text, from, to) ? packed(text, Math.max(from, to - Long.BYTES), to) : HASHED;
  }

  /** 24 bits, more than any table has slots. */
  static int hash(long high, long low) {
    return (int) (((low + high * 31) * 0x9e37_79b9_7f4a_7c15L) >>> 40);
  }

  private static boolean isExact(char[] text, int from, int to) {
    boolean exact = from < to && to - from <= LONGEST;
    for (int i = from; exact && i < to; i++) {
      exact = SqlCursor.isAsciiWordPart(text[i]);
    }
    return exact;
  }

  private static long packed(char[] text, int from, int to) {
    long packed = 0;
    for (int i = from; i < to; i++) {
      packed = packed << Byte.SIZE | folded(text[i]);
    }
    return packed;
  }

  static long hashed(char[] text, int from, int to) {
    long hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + folded(text[i]);
    }
    return hash;
  }

  private SqlKey() {}
}
