// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

/** The syntax of route templates, as {@code @Path} writes them. */
final class RouteTemplates {

  /** A template whose braces do not balance is given back unchanged. */
  static String withoutRegex(String template) {
    if (template.indexOf('{') < 0 || template.indexOf(':') < 0) {
      return template;
    }
    StringBuilder plain = new StringBuilder(template.length());
    int at = 0;
    while (at < template.length()) {
      char c = template.charAt(at);
      if (c != '{') {
        plain.append(c);
        at++;
        continue;
      }
      int close = closingBrace(template, at);
      if (close < 0) {
        return template;
      }
      int colon = template.indexOf(':', at);
      int end = colon < 0 || colon > close ? close : colon;
      plain.append('{').append(template.substring(at + 1, end).strip()).append('}');
      at = close + 1;
    }
    return plain.toString();
  }

  /** Braces nest inside a regular expression, and an escaped brace is a character of it. */
  private static int closingBrace(String template, int open) {
    int depth = 0;
    for (int i = open; i < template.length(); i++) {
      switch (template.charAt(i)) {
        case '\\' -> i++;
        case '{' -> depth++;
        case '}' -> {
          if (--depth == 0) {
            return i;
          }
        }
        default -> {}
      }
    }
    return -1;
  }

  private RouteTemplates() {}
}
