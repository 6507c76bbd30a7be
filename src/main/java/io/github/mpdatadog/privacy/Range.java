// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

/** A closed range of integers, written {@code 100..599}. */
record Range(long least, long most) {

  Range {
    if (least > most) {
      throw new IllegalArgumentException("Empty range: " + least + ".." + most);
    }
  }

  static Range parse(String text) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      throw new IllegalArgumentException("Not a range: " + text);
    }
    return new Range(
        Long.parseLong(text.substring(0, dots)), Long.parseLong(text.substring(dots + 2)));
  }

  boolean contains(long number) {
    return least <= number && number <= most;
  }
}
