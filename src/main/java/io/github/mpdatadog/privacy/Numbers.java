// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import org.jspecify.annotations.Nullable;

/** Numbers that a rule lets through only in a coarse or canonical form. */
final class Numbers {

  /** Nothing here counts beyond a tebibyte; a larger number is an identifier in disguise. */
  private static final long MOST = 1L << 40;

  private static final int MOST_DIGITS = 9;

  /** An exact size or row count is a fingerprint of one document or of a small group. */
  static @Nullable Object bucket(Object value) {
    if (!(value instanceof Long number) || number < 0 || number > MOST) {
      return null;
    }
    long rounded = Long.highestOneBit(number);
    return rounded == number ? value : (Object) rounded;
  }

  /** Refuses signs, leading zeros and other scripts' digits: one number, one spelling. */
  static boolean isPlainDigits(String text) {
    int length = text.length();
    if (length == 0 || length > MOST_DIGITS || (length > 1 && text.charAt(0) == '0')) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private Numbers() {}
}
