// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.github.mpdatadog.agent.DropReason;
import io.github.mpdatadog.agent.ExporterStatistics;
import io.github.mpdatadog.privacy.Ledger;
import io.github.mpdatadog.privacy.Policy;
import io.github.mpdatadog.privacy.RuleKind;
import io.github.mpdatadog.privacy.Vocabulary;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The account that one application's gate gives of itself: which policy, tested when, what it
 * removed. Names that the policy knows and numbers, never a value and never a key that came with
 * data.
 *
 * <p>Thread-safe.
 */
final class Account {

  static final String MODE = "strict";

  /** A number with the name that JMX, the health check and the audit line give it. */
  record Figure(String name, String description, ToLongFunction<Account> count) {}

  static final List<Figure> FIGURES =
      List.of(
          figure("SpansSeen", "Spans that came to the gate", Ledger::spansSeen),
          figure(
              "SpansDropped", "Spans dropped whole: they were undecidable", Ledger::spansDropped),
          figure("NamesReplaced", "Spans that left under another name", Ledger::namesDerived),
          figure(
              "NamesNeutral", "Spans that left under the name of their kind", Ledger::namesNeutral),
          figure(
              "AttributesRemoved",
              "Attributes of known keys that were removed",
              Ledger::attributesRemoved),
          figure(
              "UnknownKeysRemoved",
              "Attributes removed because the policy has no rule for the key",
              Ledger::unknownKeys),
          figure("EventsReduced", "Span events that were rewritten", Ledger::eventsReduced),
          figure("EventsDropped", "Span events beyond the limit", Ledger::eventsDropped),
          figure(
              "MessagesReduced",
              "Exception messages that left as the constants of their code",
              Ledger::messagesReduced),
          figure(
              "StatementsReduced",
              "SQL statements that left as their shape",
              Ledger::statementsReduced),
          figure("StatusTextsRemoved", "Descriptions of a status", Ledger::statusTextsRemoved),
          figure(
              "TripwireClosures",
              "Attributes and families of names closed because of too many values",
              Ledger::subjectsClosed),
          figure(
              "ValuesBeyondTripwire",
              "Values and names removed for that",
              Ledger::beyondCardinality),
          new Figure(
              "TextsBeyondLimit",
              "Names of code and configuration that the vocabulary of this jar had no room for",
              account -> Vocabulary.shared().beyondLimit()),
          new Figure(
              "SpansSent",
              "Redacted spans that the Agent took",
              account -> account.sum(ExporterStatistics::sentSpans)),
          new Figure(
              "SpansLost",
              "Redacted spans that the Agent did not take",
              account -> account.sum(ExporterStatistics::droppedSpans)));

  private static Figure figure(String name, String description, ToLongFunction<Ledger> count) {
    return new Figure(name, description, account -> count.applyAsLong(account.ledger));
  }

  private final String application;
  private final Policy policy;
  private final Ledger ledger;
  private final Gate gate;
  private final Instant since;
  private final List<ExporterStatistics> exporters = new CopyOnWriteArrayList<>();
  private volatile @Nullable Instant selfTest;
  private volatile boolean exported = true;

  Account(String application, Policy policy, Ledger ledger, Gate gate, Instant since) {
    this.application = application;
    this.policy = policy;
    this.ledger = ledger;
    this.gate = gate;
    this.since = since;
  }

  void exporter(ExporterStatistics statistics) {
    exporters.add(statistics);
  }

  /** The server was told to make none. */
  void noExporter() {
    exported = false;
  }

  /** Whether an exporter was made for the spans. */
  boolean isExported() {
    return exported;
  }

  void selfTestPassed(Instant now) {
    selfTest = now;
  }

  /** When the self-test passed, or null where it has not. */
  @Nullable Instant selfTest() {
    return selfTest;
  }

  String application() {
    return application;
  }

  /** When the counters began. */
  Instant since() {
    return since;
  }

  boolean isClosed() {
    return gate.isClosed();
  }

  String policySha256() {
    return policy.effectiveSha256();
  }

  /** All numbers by name, in the order of {@link #FIGURES}. */
  Map<String, Long> figures() {
    Map<String, Long> figures = new LinkedHashMap<>();
    for (Figure figure : FIGURES) {
      figures.put(figure.name, figure.count.applyAsLong(this));
    }
    return figures;
  }

  SortedMap<String, Long> removedByKey() {
    return ledger.attributesRemoved(policy);
  }

  SortedMap<String, Long> removedByRule() {
    SortedMap<String, Long> rules = new TreeMap<>();
    for (RuleKind kind : RuleKind.values()) {
      if (ledger.attributesRemoved(kind) > 0) {
        rules.put(kind.word(), ledger.attributesRemoved(kind));
      }
    }
    return rules;
  }

  SortedMap<String, Long> lostByReason() {
    SortedMap<String, Long> reasons = new TreeMap<>();
    for (DropReason reason : DropReason.values()) {
      long lost = sum(exporter -> exporter.droppedSpans(reason));
      if (lost > 0) {
        reasons.put(reason.name(), lost);
      }
    }
    return reasons;
  }

  /** The rule of a key and how often it removed something. An unknown key is not repeated. */
  String explain(String key) {
    String rule = policy.rule(key);
    if (rule == null) {
      return "no rule: an attribute with an unknown key never leaves";
    }
    return key + ": " + rule + "; removed " + removedByKey().getOrDefault(key, 0L) + " times";
  }

  private long sum(ToLongFunction<ExporterStatistics> count) {
    return exporters.stream().mapToLong(count).sum();
  }
}
