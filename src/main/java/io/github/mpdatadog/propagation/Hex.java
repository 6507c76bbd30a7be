// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

/** Hexadecimal digits as ids are written: lower case, of a fixed length. */
final class Hex {

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

  /** The decimal text of 16 digits, as Datadog's headers have it. */
  static String decimal(String hex, int from) {
    return Long.toUnsignedString(Long.parseUnsignedLong(hex, from, from + HALF, HALF));
  }

  private Hex() {}
}
