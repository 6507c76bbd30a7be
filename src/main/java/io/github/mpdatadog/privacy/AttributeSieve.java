// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the attributes of one span after another: keeps what the policy lets through, and
 * remembers what the span's name is made of. For one thread; each walk forgets the one before.
 */
final class AttributeSieve implements BiConsumer<AttributeKey<?>, Object> {

  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");
  private static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> TEXT = AttributeKey.stringKey("db.query.text");
  private static final AttributeKey<String> SUMMARY = AttributeKey.stringKey("db.query.summary");
  private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");
  private static final AttributeKey<String> COLLECTION =
      AttributeKey.stringKey("db.collection.name");
  private static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<Long> PEER_PORT = AttributeKey.longKey("net.peer.port");

  /** Attributes come in any order, and these depend on others of the same span. */
  private static final Set<Role> DECIDED_AT_THE_END =
      EnumSet.of(
          Role.ROUTE_HINT,
          Role.ROUTE,
          Role.PATH,
          Role.URL,
          Role.DB_SUMMARY,
          Role.SERVER_PORT,
          Role.PEER_PORT);

  /** Their texts are no SQL, so none of its rules tells what is data in them. */
  private static final Set<String> OTHER_LANGUAGES =
      Set.of(
          "aws.dynamodb",
          "couchdb",
          "dynamodb",
          "elasticsearch",
          "geode",
          "hbase",
          "influxdb",
          "memcached",
          "mongodb",
          "neo4j",
          "opensearch",
          "redis",
          "softwareag.adabas",
          "valkey");

  private final Policy policy;
  private final Evidence evidence;
  private final Ledger ledger;

  /** All there is of one span, so that it is forgotten as a whole before the next. */
  private final KeptPairs kept = new KeptPairs();

  private final Map<Role, Object> given = new EnumMap<>(Role.class);
  private final Map<Role, String> decided = new EnumMap<>(Role.class);
  private final Set<Role> removed = EnumSet.noneOf(Role.class);
  private SpanKind span = SpanKind.INTERNAL;
  private @Nullable SqlShape shape;
  private boolean unnamed;
  private int dropped;
  private int unknown;

  AttributeSieve(Policy policy, Evidence evidence, Ledger ledger) {
    this.policy = policy;
    this.evidence = evidence;
    this.ledger = ledger;
  }

  /** Gives what is kept, for {@link KeptAttributes#of}. */
  Object[] sift(Attributes attributes, SpanKind kind) {
    forget();
    span = kind;
    attributes.forEach(this);
    settle();
    return kept.toArray();
  }

  private void forget() {
    kept.clear();
    given.clear();
    decided.clear();
    removed.clear();
    shape = null;
    unnamed = false;
    dropped = 0;
    unknown = 0;
  }

  /** What the attribute of this role was decided to be; null where there is none that may leave. */
  @Nullable String decided(Role role) {
    return decided.get(role);
  }

  @Override
  public void accept(AttributeKey<?> key, Object value) {
    Policy.Entry entry = policy.entry(key.getKey());
    if (entry == null) {
      entry = SafeKeys.entry(key.getKey(), value, span, evidence);
    }
    if (entry == null) {
      unknown++;
      return;
    }
    Rule rule = entry.rule();
    if (rule.kind() == RuleKind.DROP) {
      dropped++;
      ledger.keyRemoved(entry);
      return;
    }
    Role role = entry.role();
    if (key.getType() != rule.type()) {
      removed.add(role);
      ledger.attributeRemoved(entry);
      return;
    }
    if (role != Role.NONE && DECIDED_AT_THE_END.contains(role)) {
      given.put(role, value);
      return;
    }
    Object left =
        role == Role.DB_TEXT ? shape(value) : rule.decision().decide(value, span, evidence);
    if (role == Role.COUNTED && left != null && !evidence.admits(entry.key().getKey(), left)) {
      left = null;
    }
    if (left == null) {
      removed.add(role);
      ledger.attributeRemoved(entry);
      return;
    }
    kept.add(entry.key(), left);
    if (role == Role.UNNAMED_DESTINATION) {
      unnamed |= Boolean.TRUE.equals(left);
    } else if (role != Role.NONE && left instanceof String text) {
      decided.put(role, text);
    }
  }

  private void settle() {
    settleRoute();
    String url = text(given.get(Role.URL));
    if (url != null) {
      keepOrCount(URL, reducedUrl(url), true);
    }
    settleStatement();
    settlePort(SERVER_PORT, given.get(Role.SERVER_PORT));
    settlePort(PEER_PORT, given.get(Role.PEER_PORT));
    if (unnamed && decided.remove(Role.DESTINATION) != null) {
      // A temporary queue has a generated name; that it equals a declared one is chance.
      kept.remove(Role.DESTINATION);
      countRemoved(DESTINATION);
    }
    ledger.attributesRemoved(RuleKind.DROP, dropped);
    ledger.unknownKeys(unknown);
  }

  private void settleRoute() {
    String hinted = text(given.get(Role.ROUTE_HINT));
    String said = text(given.get(Role.ROUTE));
    String route = evidence.verifiedRoute(hinted);
    if (route == null) {
      route = evidence.verifiedRoute(said);
    }
    if (said == null && !policy.admits(ROUTE.getKey())) {
      // A policy that drops the route must not get it back by way of the hint.
      route = null;
    }
    settle(Role.ROUTE, ROUTE, route, said != null || hinted != null);
    boolean path = given.get(Role.PATH) != null;
    keepOrCount(PATH, path ? route : null, path);
  }

  /** Of a host that does not leave, the port is a number like any other, and may be data. */
  private void settlePort(AttributeKey<Long> key, @Nullable Object given) {
    Policy.Entry entry = given == null ? null : policy.entry(key.getKey());
    if (entry == null || given == null) {
      return;
    }
    Object port =
        removed.contains(Role.HOST) ? null : entry.rule().decision().decide(given, span, evidence);
    if (port != null && evidence.admits(key.getKey(), port)) {
      kept.add(key, port);
    } else {
      ledger.attributeRemoved(entry);
    }
  }

  private @Nullable String shape(Object statement) {
    shape = statement instanceof String text ? evidence.shape(text) : null;
    if (shape == null) {
      return null;
    }
    ledger.statementReduced();
    return shape.text();
  }

  /** What the statement says of itself is worth more than what was said about it. */
  private void settleStatement() {
    boolean summarized = given.get(Role.DB_SUMMARY) != null;
    if (isOtherLanguage()) {
      for (int texts = kept.remove(Role.DB_TEXT); texts > 0; texts--) {
        countRemoved(TEXT);
      }
      shape = null;
    }
    settle(Role.DB_SUMMARY, SUMMARY, isOtherLanguage() ? null : summary(), summarized);
    if (shape != null) {
      settleUnlessGiven(Role.DB_OPERATION, OPERATION, shape.operation());
      settleUnlessGiven(Role.DB_COLLECTION, COLLECTION, shape.collection());
    }
  }

  /** What is said of a system that may not leave cannot be judged by it. */
  private boolean isOtherLanguage() {
    String system = decided(Role.DB_SYSTEM);
    return removed.contains(Role.DB_SYSTEM) || (system != null && OTHER_LANGUAGES.contains(system));
  }

  private @Nullable String summary() {
    if (!policy.admits(SUMMARY.getKey())) {
      return null;
    }
    String said = text(given.get(Role.DB_SUMMARY));
    return shape != null ? shape.summary() : said != null ? evidence.sqlSummary(said) : null;
  }

  private void settleUnlessGiven(Role role, AttributeKey<String> key, @Nullable String value) {
    if (decided(role) == null && policy.admits(key.getKey())) {
      settle(role, key, value, false);
    }
  }

  private void settle(
      Role role, AttributeKey<String> key, @Nullable String value, boolean present) {
    if (value != null) {
      decided.put(role, value);
    }
    keepOrCount(key, value, present);
  }

  private void keepOrCount(AttributeKey<String> key, @Nullable String value, boolean present) {
    if (value != null) {
      kept.add(key, value);
    } else if (present) {
      countRemoved(key);
    }
  }

  private void countRemoved(AttributeKey<String> key) {
    Policy.Entry entry = policy.entry(key.getKey());
    if (entry != null) {
      ledger.attributeRemoved(entry);
    }
  }

  private @Nullable String reducedUrl(String text) {
    String reduced = Urls.reduced(text, span, evidence);
    String template = decided(Role.TEMPLATE);
    boolean append = reduced != null && template != null && template.startsWith("/");
    return append ? reduced + template : reduced;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }
}
