// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads {@code dd.trace.sampling.rules}. A problem names the rule and the field, never a value. */
final class SamplingRules {

  private static final String ANY = "*";
  private static final int MOST = 100;
  private static final Set<String> FIELDS =
      Set.of("service", "name", "resource", "tags", "sample_rate");

  private final BiConsumer<Integer, String> problems;
  private String where = "";

  private SamplingRules(BiConsumer<Integer, String> problems) {
    this.problems = problems;
  }

  /**
   * The rules in the order written.
   *
   * @param problems told of every problem: the number of its code, and an advice without a value
   */
  static List<SamplingRule> parse(String text, BiConsumer<Integer, String> problems) {
    SamplingRules reader = new SamplingRules(problems);
    List<SamplingRule> rules = new ArrayList<>();
    Object parsed = JsonValue.parse(text);
    if (!(parsed instanceof List<?> list) || list.size() > MOST) {
      problems.accept(
          140,
          "is not a JSON array of at most 100 rules; write for example"
              + " [{\"resource\":\"GET /health*\",\"sample_rate\":0}].");
      return List.of();
    }
    for (int i = 0; i < list.size(); i++) {
      reader.where = "in rule " + (i + 1) + " ";
      if (list.get(i) instanceof Map<?, ?> fields) {
        rules.add(reader.rule(fields));
      } else {
        reader.problem(141, "is no JSON object; write {\"sample_rate\":0.5} with what it is for.");
      }
    }
    return List.copyOf(rules);
  }

  private void problem(int number, String advice) {
    problems.accept(number, where + advice);
  }

  private SamplingRule rule(Map<?, ?> fields) {
    if (!FIELDS.containsAll(fields.keySet())) {
      // Its name may be a value that lost its key.
      problem(142, "has a field that is none of " + String.join(", ", new TreeSet<>(FIELDS)) + ".");
    }
    double rate = 1;
    Object given = fields.get("sample_rate");
    if (given instanceof Double number && number >= 0 && number <= 1) {
      rate = number;
    } else if (given != null) {
      problem(143, "has a sample_rate that is no number from 0 to 1; write for example 0.25.");
    }
    return new SamplingRule(
        glob(fields, "service"),
        glob(fields, "name"),
        glob(fields, "resource"),
        tags(fields),
        rate);
  }

  private String glob(Map<?, ?> fields, String field) {
    Object given = fields.get(field);
    if (given != null && !(given instanceof String)) {
      problem(144, "has a " + field + " that is no text; write it in double quotes.");
    }
    return given instanceof String text ? text : ANY;
  }

  private Map<String, String> tags(Map<?, ?> fields) {
    Object given = fields.get("tags");
    Map<String, String> globs = new LinkedHashMap<>();
    if (given instanceof Map<?, ?> tags) {
      tags.forEach((key, value) -> globs.put(String.valueOf(key), text(value)));
    }
    if (globs.containsValue("") || (given != null && !(given instanceof Map))) {
      problem(144, "has tags that are no object of texts; write {\"name\":\"glob\"}.");
    }
    return Map.copyOf(globs);
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }
}
