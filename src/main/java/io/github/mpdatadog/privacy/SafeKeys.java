// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.api.trace.SpanKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the keys that code has made, for as long as the class loader of that code lives.
 *
 * <p>Thread-safe. It holds names only, nothing of the application's classes; asked only for keys
 * that the policy does not know.
 */
final class SafeKeys {

  /** A program has so many keys at most; one with more makes them from something it has read. */
  static final int MOST = 256;

  private static final Map<ClassLoader, Map<String, Policy.Entry>> KEYS = new WeakHashMap<>();

  /** Beyond the limit a key is refused, and its attributes count as unknown. */
  static synchronized void add(ClassLoader owner, String key, Rule rule) {
    Map<String, Policy.Entry> keys = KEYS.get(owner);
    if (keys == null) {
      keys = new HashMap<>();
      KEYS.put(owner, keys);
    }
    if (keys.size() < MOST) {
      keys.put(key, Policy.Entry.own(key, rule, Ledger.IN_CODE));
    }
  }

  /**
   * Applications, or an old and a new deployment of one, may share a key: the entry that admits the
   * value, else any.
   */
  static synchronized Policy.@Nullable Entry entry(
      @Nullable String key, Object value, SpanKind span, Evidence evidence) {
    Policy.Entry found = null;
    for (Map<String, Policy.Entry> keys : KEYS.values()) {
      Policy.Entry entry = keys.get(key);
      if (entry != null) {
        found = entry;
        if (entry.rule().decision().decide(value, span, evidence) != null) {
          break;
        }
      }
    }
    return found;
  }

  /** All keys with their rules, a line each, in order; what a policy's digest is made of. */
  static synchronized String text() {
    Set<String> lines = new TreeSet<>();
    for (Map<String, Policy.Entry> keys : KEYS.values()) {
      keys.forEach((key, entry) -> lines.add("SafeKey " + key + " " + entry.rule().text() + "\n"));
    }
    return String.join("", lines);
  }

  /** The rule of a key; where applications share it, of any of them. */
  static synchronized @Nullable String rule(String key) {
    for (Map<String, Policy.Entry> keys : KEYS.values()) {
      Policy.Entry entry = keys.get(key);
      if (entry != null) {
        return entry.rule().text();
      }
    }
    return null;
  }

  private SafeKeys() {}
}
