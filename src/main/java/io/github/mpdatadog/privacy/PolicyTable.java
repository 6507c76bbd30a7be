// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the policy table. Strict, because a typing error in it must fail the build and not open a
 * hole: a key given twice, an unknown rule or a family that is not dropped is an error.
 */
final class PolicyTable {

  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private final Map<String, String> definitions = new HashMap<>();
  private final Map<String, Rule> parsed = new HashMap<>();
  private String prefix = "";

  static Map<String, Rule> parse(String text) {
    PolicyTable table = new PolicyTable();
    logicalLines(text).forEach(table::line);
    return table.rules;
  }

  private void line(String line) {
    if (line.startsWith("[")) {
      String namespace = line.substring(1, line.length() - 1);
      prefix = namespace.isEmpty() ? "" : namespace + ".";
      return;
    }
    String[] words = line.split(" ", -1);
    if (words[0].equals("define")) {
      if (words.length != 3 || definitions.put(words[1], words[2]) != null) {
        throw new IllegalArgumentException("Not a definition, or defined twice: " + words[1]);
      }
      return;
    }
    if (words.length < 2) {
      throw new IllegalArgumentException("Rule without a key: " + line);
    }
    Rule rule =
        parsed.computeIfAbsent(definitions.getOrDefault(words[0], words[0]), RuleParser::parse);
    for (int i = 1; i < words.length; i++) {
      add(prefix + words[i], rule);
    }
  }

  private void add(String key, Rule rule) {
    if (key.endsWith(".*") && rule.kind() != RuleKind.DROP) {
      throw new IllegalArgumentException("A family can only be dropped: " + key);
    }
    if (rules.put(key, rule) != null) {
      throw new IllegalArgumentException("Key given twice: " + key);
    }
  }

  /** Joins continued lines: after a comma inside a rule without, else with a space. */
  private static List<String> logicalLines(String text) {
    List<String> lines = new ArrayList<>();
    text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(
            line -> {
              if (line.startsWith(" ")) {
                String before = lines.remove(lines.size() - 1);
                lines.add(before + (before.endsWith(",") ? "" : " ") + line.strip());
              } else {
                lines.add(line.strip());
              }
            });
    return lines;
  }
}
