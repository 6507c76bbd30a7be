// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Servlet mappings with their context path in front, tried in the order of the servlet
 * specification: exact, longest path prefix, extension, default.
 *
 * <p>A servlet's route is the raw path for an extension or default mapping, so only the text of the
 * pattern ever comes out of here.
 */
final class ServletPatterns {

  private enum Shape {
    EXACT,
    PREFIX,
    EXTENSION,
    DEFAULT
  }

  private record Pattern(String text, Shape shape, String start, String end) {

    static Pattern of(String text) {
      if (text.endsWith("/*")) {
        return new Pattern(text, Shape.PREFIX, text.substring(0, text.length() - 2), "");
      }
      int star = text.indexOf("/*.");
      if (star >= 0) {
        return new Pattern(
            text, Shape.EXTENSION, text.substring(0, star + 1), text.substring(star + 2));
      }
      if (text.endsWith("/")) {
        return new Pattern(text, Shape.DEFAULT, text.substring(0, text.length() - 1), "");
      }
      return new Pattern(text, Shape.EXACT, text, "");
    }

    boolean matches(String path) {
      if (!path.startsWith(start)) {
        return false;
      }
      return switch (shape) {
        case EXACT -> path.length() == start.length();
        case EXTENSION -> path.endsWith(end);
        case PREFIX, DEFAULT ->
            path.length() == start.length() || path.charAt(start.length()) == '/';
      };
    }
  }

  private static final Comparator<Pattern> LONGEST_FIRST =
      Comparator.comparingInt(pattern -> -pattern.start().length());

  private final List<Pattern> inOrder;

  private ServletPatterns(List<Pattern> inOrder) {
    this.inOrder = inOrder;
  }

  static ServletPatterns of(Collection<String> texts) {
    List<Pattern> patterns = new ArrayList<>();
    texts.forEach(text -> patterns.add(Pattern.of(text)));
    patterns.sort(Comparator.comparing(Pattern::shape).thenComparing(LONGEST_FIRST));
    return new ServletPatterns(List.copyOf(patterns));
  }

  @Nullable String match(String path) {
    for (int i = 0; i < inOrder.size(); i++) {
      if (inOrder.get(i).matches(path)) {
        return inOrder.get(i).text();
      }
    }
    return null;
  }
}
