// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what was removed. Numbers only: neither a value nor a key that the policy does not know,
 * since a key can hold data as well.
 *
 * <p>Thread-safe. Not an API.
 */
public final class Ledger {

  /** The number of keys that are no policy's but were made in code, each a {@link SafeKey}. */
  static final int IN_CODE = -1;

  /** What those are counted under, together. */
  private static final String SAFE_KEYS = "(SafeKey)";

  /** The strict policy has half as many; whatever is beyond is counted with the SafeKeys. */
  private static final int MOST_KEYS = 2_048;

  private final LongAdder spansSeen = new LongAdder();
  private final LongAdder spansDropped = new LongAdder();
  private final LongAdder namesChanged = new LongAdder();
  private final LongAdder namesNeutral = new LongAdder();
  private final LongAdder unknownKeys = new LongAdder();
  private final LongAdder statements = new LongAdder();
  private final LongAdder messages = new LongAdder();
  private final LongAdder statusTexts = new LongAdder();
  private final LongAdder eventsReduced = new LongAdder();
  private final LongAdder eventsDropped = new LongAdder();
  private final LongAdder subjectsClosed = new LongAdder();
  private final LongAdder beyondCardinality = new LongAdder();
  private final Map<RuleKind, LongAdder> removed = new EnumMap<>(RuleKind.class);
  private final AtomicLongArray byKey = new AtomicLongArray(MOST_KEYS + 1);

  public Ledger() {
    for (RuleKind kind : RuleKind.values()) {
      removed.put(kind, new LongAdder());
    }
  }

  /** Spans that came in. */
  public long spansSeen() {
    return spansSeen.sum();
  }

  /** Spans that were dropped whole because they could not be decided. */
  public long spansDropped() {
    return spansDropped.sum();
  }

  /** Spans that left under another name than they came with. */
  public long namesDerived() {
    return namesChanged.sum();
  }

  /** Spans that left under the name of their kind, because nothing better was known. */
  public long namesNeutral() {
    return namesNeutral.sum();
  }

  /** Attributes of known keys that a rule of this kind removed. */
  public long attributesRemoved(RuleKind kind) {
    return adder(kind).sum();
  }

  /** Attributes of known keys that were removed. */
  public long attributesRemoved() {
    return removed.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Removed attributes by key, as far as {@code policy}, whose ledger this is, knows the key. */
  public SortedMap<String, Long> attributesRemoved(Policy policy) {
    SortedMap<String, Long> keys = new TreeMap<>();
    for (Policy.Entry entry : policy.entries()) {
      putIfAny(keys, entry.key().getKey(), slot(entry));
    }
    putIfAny(keys, SAFE_KEYS, MOST_KEYS);
    return keys;
  }

  private void putIfAny(SortedMap<String, Long> keys, String key, int slot) {
    long count = byKey.get(slot);
    if (count > 0) {
      keys.put(key, count);
    }
  }

  private static int slot(Policy.Entry entry) {
    int number = entry.number();
    return number >= 0 && number < MOST_KEYS ? number : MOST_KEYS;
  }

  /** Attributes of keys that the policy does not know. */
  public long unknownKeys() {
    return unknownKeys.sum();
  }

  /** Statements that left as their shape. */
  public long statementsReduced() {
    return statements.sum();
  }

  /** Events that were rewritten. */
  public long eventsReduced() {
    return eventsReduced.sum();
  }

  /** Events beyond the limit. */
  public long eventsDropped() {
    return eventsDropped.sum();
  }

  /**
   * Attributes and families of names (of spans, events, exceptions) that were closed because of too
   * many values.
   */
  public long subjectsClosed() {
    return subjectsClosed.sum();
  }

  /** Values and names that did not leave because of that. */
  public long beyondCardinality() {
    return beyondCardinality.sum();
  }

  /** Messages of exceptions that left as the recipe of the code that made them. */
  public long messagesReduced() {
    return messages.sum();
  }

  /** Descriptions of a status, which never leave. */
  public long statusTextsRemoved() {
    return statusTexts.sum();
  }

  void messageReduced() {
    messages.increment();
  }

  void statusTextRemoved() {
    statusTexts.increment();
  }

  void subjectClosed() {
    subjectsClosed.increment();
  }

  void valueBeyondCardinality() {
    beyondCardinality.increment();
  }

  void span(boolean kept) {
    spansSeen.increment();
    if (!kept) {
      spansDropped.increment();
    }
  }

  void name(boolean derived, boolean changed) {
    if (!derived) {
      namesNeutral.increment();
    }
    if (changed) {
      namesChanged.increment();
    }
  }

  /** An attribute of this key; which of those that are dropped in any case is counted apart. */
  void keyRemoved(Policy.Entry entry) {
    byKey.getAndIncrement(slot(entry));
  }

  void attributeRemoved(Policy.Entry entry) {
    adder(entry.rule().kind()).increment();
    keyRemoved(entry);
  }

  void attributesRemoved(RuleKind kind, int count) {
    addIfAny(adder(kind), count);
  }

  void unknownKeys(int count) {
    addIfAny(unknownKeys, count);
  }

  void statementReduced() {
    statements.increment();
  }

  void eventsReduced(int count) {
    addIfAny(eventsReduced, count);
  }

  void eventsDropped(int count) {
    addIfAny(eventsDropped, count);
  }

  @SuppressWarnings("NullAway") // the constructor puts an adder for every kind
  private LongAdder adder(RuleKind kind) {
    return removed.get(kind);
  }

  private static void addIfAny(LongAdder adder, int count) {
    if (count > 0) {
      adder.add(count);
    }
  }
}
