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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One rule for each known attribute; a key without a rule is dropped. Immutable. The rules of known
 * attributes are only ever tightened; an application can add attributes of its own, in namespaces
 * that the policy does not know, under rules that no free text passes. Not an API.
 */
public final class Policy {

  private static final String TABLE = "policy.txt";
  private static final Set<RuleKind> OWN_RULES =
      EnumSet.of(
          RuleKind.ENUM,
          RuleKind.INT,
          RuleKind.BOOL,
          RuleKind.BUCKET,
          RuleKind.CONSTANT,
          RuleKind.CLASS);

  private final Map<String, Entry> entries;

  /**
   * @param key our own key object: the caller's could be any implementation of the interface
   * @param number under which the ledger counts it; {@link Ledger#IN_CODE} for a {@link SafeKey}
   */
  record Entry(AttributeKey<?> key, Rule rule, Role role, int number) {

    static Entry of(String key, Rule rule, int number) {
      Role role = Role.of(key);
      boolean counted = rule.isFew() && role == Role.NONE;
      return new Entry(key(key, rule), rule, counted ? Role.COUNTED : role, number);
    }

    /** The same for a key of the application's own. */
    static Entry own(String key, Rule rule, int number) {
      return new Entry(key(key, rule), rule, Role.COUNTED, number);
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

  /**
   * This policy with attributes of the application's own.
   *
   * @param rules by key: {@code enum(a,b)}, {@code int(0..10)}, {@code bool}, {@code bucket},
   *     {@code constant} or {@code class}
   * @throws IllegalArgumentException for another rule, or a key in a namespace of this policy
   */
  public Policy allowing(Map<String, String> rules) {
    Map<String, Entry> more = new HashMap<>(entries);
    for (Map.Entry<String, String> own : rules.entrySet()) {
      Rule rule = RuleParser.parse(own.getValue());
      if (!OWN_RULES.contains(rule.kind()) || reserves(own.getKey())) {
        throw new IllegalArgumentException("Not an attribute of the application's own");
      }
      more.put(own.getKey(), Entry.own(own.getKey(), rule, more.size()));
    }
    return new Policy(more);
  }

  /** Whether the key lies in a namespace of which this policy knows an attribute. */
  boolean reserves(String key) {
    String namespace = namespace(key.toLowerCase(Locale.ROOT));
    for (String known : entries.keySet()) {
      if (namespace(known).equals(namespace)) {
        return true;
      }
    }
    return false;
  }

  static String namespace(String key) {
    int dot = key.indexOf('.');
    return dot < 0 ? key : key.substring(0, dot);
  }

  /** This policy with the given keys dropped as well. */
  Policy dropping(Collection<String> keys) {
    Map<String, Entry> fewer = new HashMap<>(entries);
    for (String key : keys) {
      Entry known = entries.get(key);
      fewer.put(key, Entry.of(key, Rule.DROP, known == null ? fewer.size() : known.number));
    }
    return new Policy(fewer);
  }

  /** Identifies the policy: the digest of all keys and rules, in order. */
  public String sha256() {
    return digest("");
  }

  /**
   * Identifies what the gate admits by now: the same with every {@link SafeKey} that code has made
   * so far. Equals {@link #sha256()} while there is none.
   */
  public String effectiveSha256() {
    return digest(SafeKeys.text());
  }

  private String digest(String more) {
    StringBuilder text = new StringBuilder(entries.size() * 32);
    for (Map.Entry<String, Entry> entry : new TreeMap<>(entries).entrySet()) {
      text.append(entry.getKey()).append(' ').append(entry.getValue().rule.text()).append('\n');
    }
    text.append(more);
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
    rules.forEach((key, rule) -> entries.put(key, Entry.of(key, rule, entries.size())));
    return new Policy(entries);
  }

  @Nullable Entry entry(@Nullable String key) {
    return entries.get(key);
  }

  /** The rule of a key as the table writes it, or null where there is none: it is dropped. */
  public @Nullable String rule(String key) {
    Entry entry = entries.get(key);
    return entry == null ? SafeKeys.rule(key) : entry.rule.text();
  }

  /** Every key that the policy knows, with the number under which the ledger counts it. */
  Collection<Entry> entries() {
    return entries.values();
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
