// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code key:rule} pairs, separated by commas or semicolons outside parentheses. There is no
 * rule for free text on purpose.
 */
final class AttributeRules {

  /** Told of every problem: the number of its code, and an advice that names no value. */
  interface Problems {
    void add(int number, String advice);
  }

  private static final int MOST = 256;
  private static final int LONGEST = 64;

  private final Map<String, String> rules = new LinkedHashMap<>();
  private final Problems problems;
  private String entry = "";

  private AttributeRules(Problems problems) {
    this.problems = problems;
  }

  /**
   * The rules in a normal form, by key, in the order written; those with a problem are left out.
   */
  static Map<String, String> parse(String text, Problems problems) {
    AttributeRules read = new AttributeRules(problems);
    int number = 0;
    for (String entry : entries(text)) {
      number++;
      if (!entry.isBlank()) {
        read.entry = "in entry " + number + " ";
        read.add(entry);
      }
    }
    if (read.rules.size() > MOST) {
      problems.add(126, "has more than " + MOST + " keys; name fewer.");
    }
    return Collections.unmodifiableMap(read.rules);
  }

  private static List<String> entries(String text) {
    List<String> entries = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(' -> depth++;
        case ')' -> depth--;
        case ',', ';' -> {
          if (depth == 0) {
            entries.add(text.substring(start, i));
            start = i + 1;
          }
        }
        default -> {}
      }
    }
    entries.add(text.substring(start));
    return entries;
  }

  private void add(String pair) {
    int colon = pair.indexOf(':');
    String key = colon < 0 ? "" : pair.substring(0, colon).strip();
    if (!isKey(key)) {
      problem(120, "is not key:rule; write for example claim.kind:enum(dental,vision).");
      return;
    }
    if (ReservedNames.contain(key)) {
      problem(
          123,
          "has a key in a namespace of OpenTelemetry or Datadog, whose attributes the policy decides"
              + " already; choose a name of your own, for example claim.kind.");
    }
    String rule = normal(pair.substring(colon + 1).strip());
    if (rules.put(key, rule) != null) {
      problem(124, "has a key that was given before; write each key once.");
    }
  }

  private void problem(int number, String advice) {
    problems.add(number, entry + advice);
  }

  private String normal(String rule) {
    int open = rule.indexOf('(');
    String word = (open < 0 ? rule : rule.substring(0, open)).strip();
    boolean closed = open < 0 || (rule.indexOf(')') == rule.length() - 1);
    String arguments = open < 0 || !closed ? "" : rule.substring(open + 1, rule.length() - 1);
    String normal =
        switch (word) {
          case "bool", "bucket", "constant", "class" -> open < 0 ? word : "";
          case "int" -> range(arguments);
          case "enum" -> members(arguments);
          default -> {
            problem(
                121,
                "names no rule; write enum(a,b), int(min..max), bool, bucket, constant or class."
                    + " Free text has no rule on purpose.");
            yield "?";
          }
        };
    if (normal.isEmpty()) {
      problem(122, "has a malformed rule; write for example enum(a,b), int(0..10) or bool.");
    }
    return normal;
  }

  private static String range(String text) {
    int dots = text.indexOf("..");
    try {
      long least = dots < 0 ? 1 : Long.parseLong(text.substring(0, dots).strip());
      long most = dots < 0 ? 0 : Long.parseLong(text.substring(dots + 2).strip());
      return least <= most ? "int(" + least + ".." + most + ")" : "";
    } catch (NumberFormatException notANumber) {
      // Its text holds the value; the problem says what is needed.
      return "";
    }
  }

  private static String members(String text) {
    Set<String> members = new LinkedHashSet<>();
    for (String written : text.split(",", -1)) {
      String member = written.strip();
      if (member.isEmpty()
          || member.length() > LONGEST
          || member.chars().anyMatch(c -> c == ';' || c == '(' || Character.isISOControl(c))
          || !members.add(member)) {
        return "";
      }
    }
    return "enum(" + String.join(",", members) + ")";
  }

  /** ASCII letters, digits, {@code _} and {@code -}, in parts that start with a letter. */
  private static boolean isKey(String key) {
    boolean start = true;
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean other = (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
      // An underscore may lead, so that the problem with _dd. can be told by its name.
      if (!letter && (!other || (start && c != '_'))) {
        return false;
      }
      start = c == '.';
    }
    return !start && key.length() <= LONGEST;
  }
}
