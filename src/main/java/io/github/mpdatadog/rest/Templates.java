// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.github.mpdatadog.privacy.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/** Joins and compares URI templates. Pure functions over what annotations say. */
final class Templates {

  /** {@code /base}, {@code patients/} and {@code {id: \d+}} become {@code /base/patients/{id}}. */
  static String join(List<String> parts) {
    StringBuilder joined = new StringBuilder();
    for (String part : parts) {
      String bare = stripSlashes(Vocabulary.withoutRegex(part));
      if (!bare.isEmpty()) {
        joined.append('/').append(bare);
      }
    }
    return joined.isEmpty() ? "/" : joined.toString();
  }

  private static String stripSlashes(String part) {
    int from = 0;
    int to = part.length();
    while (from < to && part.charAt(from) == '/') {
      from++;
    }
    while (to > from && part.charAt(to - 1) == '/') {
      to--;
    }
    return part.substring(from, to);
  }

  /**
   * Whether a path could have been matched by a template. A parameter stands for one segment, or,
   * as the last one, for several; that is enough to choose between two declared templates.
   */
  static boolean matches(String template, String path) {
    List<String> expected = segments(template);
    List<String> actual = segments(path);
    if (actual.size() < expected.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      boolean parameter = expected.get(i).indexOf('{') >= 0;
      if (!parameter && !expected.get(i).equals(actual.get(i))) {
        return false;
      }
    }
    return actual.size() == expected.size() || endsInParameter(expected);
  }

  private static boolean endsInParameter(List<String> segments) {
    return !segments.isEmpty() && segments.get(segments.size() - 1).endsWith("}");
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    return segments;
  }

  private Templates() {}
}
