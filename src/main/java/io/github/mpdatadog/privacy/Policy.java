// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.api.common.AttributeKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One rule for each known attribute; a key without a rule is dropped. Immutable, and only ever
 * tightened: there is no way to add a rule to a policy.
 */
public final class Policy {

  private static final String TABLE = "policy.txt";

  private final Map<String, Entry> entries;

  /**
   * @param key our own key object: the caller's could be any implementation of the interface
   */
  record Entry(AttributeKey<?> key, Rule rule, Role role) {

    static Entry of(String key, Rule rule) {
      return new Entry(key(key, rule), rule, Role.of(key));
    }

    private static AttributeKey<?> key(String key, Rule rule) {
      return switch (rule.type()) {
        case STRING -> AttributeKey.stringKey(key);
        case LONG -> AttributeKey.longKey(key);
        case BOOLEAN -> AttributeKey.booleanKey(key);
        default -> throw new IllegalArgumentException("No rule admits " + rule.type());
      };
    }
  }

  private Policy(Map<String, Entry> entries) {
    this.entries = entries;
  }

  /** The policy in {@code policy.txt}. */
  public static Policy strict() {
    return Strict.POLICY;
  }

  /** This policy with the given keys dropped as well. */
  public Policy dropping(Collection<String> keys) {
    Map<String, Entry> fewer = new HashMap<>(entries);
    keys.forEach(key -> fewer.put(key, Entry.of(key, Rule.DROP)));
    return new Policy(fewer);
  }

  /** Identifies the effective policy: the digest of all keys and rules, in order. */
  public String sha256() {
    StringBuilder text = new StringBuilder(entries.size() * 32);
    new TreeMap<>(entries)
        .forEach(
            (key, entry) -> text.append(key).append(' ').append(entry.rule.text()).append('\n'));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  static Policy of(Map<String, Rule> rules) {
    Map<String, Entry> entries = new HashMap<>(rules.size() * 2);
    rules.forEach((key, rule) -> entries.put(key, Entry.of(key, rule)));
    return new Policy(entries);
  }

  @Nullable Entry entry(@Nullable String key) {
    return entries.get(key);
  }

  /** Whether the policy has any rule for this key other than to drop it. */
  boolean admits(String key) {
    Entry entry = entries.get(key);
    return entry != null && entry.rule.kind() != RuleKind.DROP;
  }

  /** Loading the table costs milliseconds, and an application without tracing never needs it. */
  private static final class Strict {
    static final Policy POLICY = of(PolicyTable.parse(text()));

    private static String text() {
      try (InputStream table = Policy.class.getResourceAsStream(TABLE)) {
        if (table == null) {
          throw new IllegalStateException("Missing from the jar: " + TABLE);
        }
        return new String(table.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
