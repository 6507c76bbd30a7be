// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

/** Hexadecimal digits as ids are written: lower case, of a fixed length. */
final class Hex {

  static final int RADIX = 16;

  /** Digits of a span id, and of each half of a trace id. */
  static final int HALF = 16;

  static boolean isLower(String text, int length) {
    return text.length() == length && isLower(text, 0, length);
  }

  static boolean isLower(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  static boolean isZero(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }

  /** The number of 16 digits that are known to be lower case ones; the JDK's checks cost more. */
  static long half(String hex, int from) {
    long number = 0;
    for (int i = from; i < from + HALF; i++) {
      char c = hex.charAt(i);
      number = number << 4 | (c & 0xf) + 9 * (c >> 6); // a branch would be taken at random
    }
    return number;
  }

  /** The decimal text of 16 digits, as Datadog's headers have it. */
  static String decimal(String hex, int from) {
    return Long.toUnsignedString(half(hex, from));
  }

  private Hex() {}
}
