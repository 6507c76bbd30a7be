// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the keys that code has made, for as long as the class loader of that code lives.
 *
 * <p>Thread-safe; readers take no lock. It holds names only, nothing of the application's classes.
 */
final class SafeKeys {

  /** A program has so many keys at most; one with more makes them from something it has read. */
  static final int MOST = 256;

  private static final SafeKeys SHARED = new SafeKeys();

  private final ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
  private final List<Held> held = new ArrayList<>();
  private volatile Map<String, Policy.Entry> snapshot = new HashMap<>();

  static SafeKeys shared() {
    return SHARED;
  }

  /** Beyond the limit a key is refused, and its attributes count as unknown. */
  synchronized void add(ClassLoader owner, String key, Rule rule) {
    Map<String, Rule> rules = heldBy(owner).rules;
    if (rules.size() < MOST || rules.containsKey(key)) {
      rules.merge(key, rule, SafeKeys::either);
      publish();
    }
  }

  Policy.@Nullable Entry entry(@Nullable String key) {
    if (gone.poll() != null) {
      publish();
    }
    return snapshot.get(key);
  }

  private synchronized void publish() {
    held.removeIf(h -> h.get() == null);
    Map<String, Rule> merged = new HashMap<>();
    held.forEach(h -> h.rules.forEach((key, rule) -> merged.merge(key, rule, SafeKeys::either)));
    Map<String, Policy.Entry> entries = new HashMap<>();
    merged.forEach((key, rule) -> entries.put(key, Policy.Entry.own(key, rule)));
    snapshot = entries;
  }

  /** Applications, or an old and a new deployment of one, may share a key. */
  private static Rule either(Rule old, Rule young) {
    if (old.type() != young.type() || old.text().equals(young.text())) {
      return young;
    }
    return new Rule(
        young.kind(),
        young.type(),
        young.text(),
        (value, span, evidence) -> {
          Object decided = young.decision().decide(value, span, evidence);
          return decided != null ? decided : old.decision().decide(value, span, evidence);
        });
  }

  private Held heldBy(ClassLoader owner) {
    for (Held h : held) {
      if (h.refersTo(owner)) {
        return h;
      }
    }
    Held fresh = new Held(owner, gone);
    held.add(fresh);
    return fresh;
  }

  private static final class Held extends WeakReference<ClassLoader> {
    final Map<String, Rule> rules = new HashMap<>();

    Held(ClassLoader owner, ReferenceQueue<ClassLoader> gone) {
      super(owner, gone);
    }
  }
}
