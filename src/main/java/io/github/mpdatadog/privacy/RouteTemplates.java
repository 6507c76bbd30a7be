// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Reads URI templates of Jakarta REST, such as <code>patients/{mrn: [A-Z]+\d{5}}/notes</code>
 * (Jakarta RESTful Web Services 4.0, 3.4). Pure functions. Not an API.
 */
public final class RouteTemplates {

  /** <code>{mrn: [A-Z]+\d{5}}</code> becomes <code>{mrn}</code>. */
  public static String withoutRegex(String template) {
    if (template.indexOf('{') < 0 || template.indexOf(':') < 0) {
      return template;
    }
    return rewrite(template, literal -> literal, (name, regex) -> '{' + name + '}');
  }

  /**
   * The template with each literal and each parameter replaced.
   *
   * @param parameter takes the name and the regular expression, which is empty where the template
   *     gives none
   * @return the template itself if a brace of it is never closed
   */
  public static String rewrite(
      String template, UnaryOperator<String> literal, BinaryOperator<String> parameter) {
    StringBuilder rewritten = new StringBuilder(template.length());
    int at = 0;
    while (at < template.length()) {
      int open = template.indexOf('{', at);
      int end = open < 0 ? template.length() : open;
      if (end > at) {
        rewritten.append(literal.apply(template.substring(at, end)));
      }
      at = end;
      if (open >= 0) {
        int close = closingBrace(template, open);
        if (close < 0) {
          return template;
        }
        rewritten.append(rewrite(template.substring(open + 1, close), parameter));
        at = close + 1;
      }
    }
    return rewritten.toString();
  }

  private static String rewrite(String parameter, BinaryOperator<String> rewriting) {
    int colon = parameter.indexOf(':');
    String name = colon < 0 ? parameter : parameter.substring(0, colon);
    String regex = colon < 0 ? "" : parameter.substring(colon + 1);
    return rewriting.apply(name.strip(), regex.strip());
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
