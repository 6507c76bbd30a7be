// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The names "verb target" made so far. Both parts come from closed lists, so there are few, and a
 * name that is the same object for each span costs the exporter less as well.
 */
final class NameCache {

  /** Routes of undeployed applications stay until here; beyond it names are made each time. */
  private static final int MOST_TARGETS = 2_000;

  private final Map<String, Map<String, String>> names = new ConcurrentHashMap<>();

  String join(String verb, @Nullable String target) {
    if (target == null) {
      return verb;
    }
    Map<String, String> byVerb = names.get(target);
    String name = byVerb == null ? null : byVerb.get(verb);
    return name == null ? made(verb, target) : name;
  }

  private String made(String verb, String target) {
    String name = verb + " " + target;
    if (names.size() < MOST_TARGETS) {
      names.computeIfAbsent(target, t -> new ConcurrentHashMap<>()).put(verb, name);
    }
    return name;
  }
}
