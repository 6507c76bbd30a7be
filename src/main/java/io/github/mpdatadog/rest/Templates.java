// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static java.util.Comparator.comparingInt;

import io.github.mpdatadog.privacy.RouteTemplates;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Joins, orders and matches URI templates as Jakarta RESTful Web Services 4.0, 3.7, does. Pure
 * functions over what annotations say.
 */
final class Templates {

  /** The template that is tried first comes first. */
  static final Comparator<String> FIRST_TRIED =
      comparingInt(Templates::literalCharacters)
          .thenComparingInt(Templates::parameters)
          .thenComparingInt(Templates::parametersWithRegex)
          .reversed();

  /** {@code /base}, {@code patients/} and {@code {id: \d+}} become {@code /base/patients/{id}}. */
  static String join(List<String> parts) {
    return RouteTemplates.withoutRegex(joinWithRegex(parts));
  }

  static String joinWithRegex(List<String> parts) {
    StringBuilder joined = new StringBuilder();
    for (String part : parts) {
      String bare = stripSlashes(part);
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
   * What a path must be to be matched by the template.
   *
   * @throws java.util.regex.PatternSyntaxException if a parameter's expression is none, which the
   *     server too refuses
   */
  static Pattern pattern(String template) {
    return Pattern.compile(
        RouteTemplates.rewrite(
                template,
                Pattern::quote,
                (name, regex) -> "(" + (regex.isEmpty() ? "[^/]+?" : regex) + ")")
            + "/?");
  }

  private static int literalCharacters(String template) {
    return RouteTemplates.rewrite(template, literal -> literal, (name, regex) -> "").length();
  }

  private static int parameters(String template) {
    return RouteTemplates.rewrite(template, literal -> "", (name, regex) -> "p").length();
  }

  private static int parametersWithRegex(String template) {
    return RouteTemplates.rewrite(
            template, literal -> "", (name, regex) -> regex.isEmpty() ? "" : "p")
        .length();
  }

  private Templates() {}
}
