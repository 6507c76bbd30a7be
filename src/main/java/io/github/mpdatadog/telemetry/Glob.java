// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

/**
 * A pattern of a sampling rule: {@code *} is any text, {@code ?} one character, everything else
 * itself in either case. No regular expression, so that no path of a client's can make it slow.
 */
record Glob(String pattern) {

  boolean isAny() {
    return pattern.chars().allMatch(c -> c == '*') && !pattern.isEmpty();
  }

  boolean matches(String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
      if (wanted == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && wanted == '?') {
        p++;
        t += Character.charCount(text.codePointAt(t));
      } else if (p < pattern.length() && isSame(wanted, text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        // The last star takes one character more.
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean isSame(char a, char b) {
    return a == b || Character.toLowerCase(a) == Character.toLowerCase(b);
  }
}
