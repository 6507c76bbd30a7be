// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.github.mpdatadog.agent.Naming;
import io.github.mpdatadog.config.SamplingRule;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sampling rule with its globs made ready. Immutable and thread-safe. */
record RuleMatch(SamplingRule rule, Glob name, Glob resource, Map<String, Glob> tags) {

  /** The rules that can match anything in an application of that name. */
  static List<RuleMatch> of(List<SamplingRule> rules, String service) {
    return rules.stream()
        .filter(rule -> new Glob(rule.service()).matches(service))
        .map(RuleMatch::of)
        .toList();
  }

  private static RuleMatch of(SamplingRule rule) {
    Map<String, Glob> tags = new HashMap<>();
    rule.tags().forEach((key, glob) -> tags.put(key, new Glob(glob)));
    return new RuleMatch(rule, new Glob(rule.name()), new Glob(rule.resource()), tags);
  }

  /** The first rule for a span that starts so, or null. */
  static @Nullable SamplingRule first(
      List<RuleMatch> rules, String name, SpanKind kind, Attributes attributes) {
    if (rules.isEmpty()) {
      return null;
    }
    Naming naming = Naming.atStart(name, kind, attributes);
    Map<String, String> values = new HashMap<>();
    attributes.forEach((key, value) -> values.put(key.getKey(), text(value)));
    for (RuleMatch candidate : rules) {
      if (candidate.name.matches(naming.operation())
          && candidate.resource.matches(naming.resource())
          && candidate.matches(values)) {
        return candidate.rule;
      }
    }
    return null;
  }

  private boolean matches(Map<String, String> values) {
    for (Map.Entry<String, Glob> tag : tags.entrySet()) {
      String value = values.get(tag.getKey());
      if (value == null || !(tag.getValue().isAny() || tag.getValue().matches(value))) {
        return false;
      }
    }
    return true;
  }

  /** Of numbers only whole ones have a text that a glob can mean. */
  private static String text(Object value) {
    if (value instanceof Double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString(number.longValue())
          : "";
    }
    return value.toString();
  }
}
