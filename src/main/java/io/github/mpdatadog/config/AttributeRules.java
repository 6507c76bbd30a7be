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
import java.util.function.BiConsumer;

/**
 * Reads {@code key:rule} pairs, separated by commas or semicolons outside parentheses. There is no
 * rule for free text on purpose.
 */
final class AttributeRules {

  private static final List<String> PLAIN = List.of("bool", "bucket", "constant", "class");
  private static final int MOST = 256;
  private static final int LONGEST = 64;

  private final Map<String, String> rules = new LinkedHashMap<>();
  private final BiConsumer<Integer, String> problems;
  private String entry = "";

  private AttributeRules(BiConsumer<Integer, String> problems) {
    this.problems = problems;
  }

  /**
   * The rules in a normal form, by key, in the order written.
   *
   * @param problems told of every problem: the number of its code, and an advice without a value
   */
  static Map<String, String> parse(String text, BiConsumer<Integer, String> problems) {
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
      problems.accept(126, "has more than " + MOST + " keys; name fewer.");
    }
    return Collections.unmodifiableMap(read.rules);
  }

  private static List<String> entries(String text) {
    List<String> entries = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (depth == 0 && (c == ',' || c == ';')) {
        entries.add(text.substring(start, i));
        start = i + 1;
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
    problems.accept(number, entry + advice);
  }

  private String normal(String rule) {
    int open = rule.indexOf('(');
    String word = (open < 0 ? rule : rule.substring(0, open)).strip();
    boolean closed = open < 0 || (rule.indexOf(')') == rule.length() - 1);
    String arguments = open < 0 || !closed ? "" : rule.substring(open + 1, rule.length() - 1);
    String normal = open < 0 ? word : "";
    if (word.equals("int")) {
      normal = range(arguments);
    } else if (word.equals("enum")) {
      normal = members(arguments);
    } else if (!PLAIN.contains(word)) {
      problem(
          121,
          "names no rule; write enum(a,b), int(min..max), bool, bucket, constant or class. Free text"
              + " has no rule on purpose.");
      return "";
    }
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
          || member.indexOf(';') >= 0
          || member.indexOf('(') >= 0
          || !members.add(member)) {
        return "";
      }
    }
    return "enum(" + String.join(",", members) + ")";
  }

  /** Letters, digits, {@code _} and {@code -}, in parts that start with no digit. */
  private static boolean isKey(String key) {
    char before = '.';
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      // An underscore may lead, so that the problem with _dd. can be told by its name.
      boolean other = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!other && (before == '.' || !(digit || c == '-' || c == '.'))) {
        return false;
      }
      before = c;
    }
    return before != '.' && key.length() <= LONGEST;
  }
}
