// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One walk over one set of attributes: keeps what the policy lets through, and remembers what the
 * span's name is made of. Used once, by one thread.
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
  private final SpanKind span;
  private final Ledger ledger;
  private final KeptAttributes kept;

  private int dropped;
  private int unknown;
  private boolean otherLanguage;
  private boolean path;
  private boolean destinationUnnamed;
  private boolean hostRemoved;
  private @Nullable String hintedRoute;
  private @Nullable String httpRoute;
  private @Nullable String url;
  private @Nullable Object serverPort;
  private @Nullable Object peerPort;
  private @Nullable String givenSummary;
  private @Nullable SqlShape shape;

  @Nullable String route;
  @Nullable String template;
  @Nullable String method;
  @Nullable String dbSystem;
  @Nullable String dbOperation;
  @Nullable String dbCollection;
  @Nullable String dbSummary;
  @Nullable String messagingSystem;
  @Nullable String messagingOperation;
  @Nullable String destination;
  @Nullable String batchOperation;
  @Nullable String batchJob;
  @Nullable String batchStep;

  private AttributeSieve(
      Policy policy, Evidence evidence, SpanKind span, Ledger ledger, int sizeHint) {
    this.policy = policy;
    this.evidence = evidence;
    this.span = span;
    this.ledger = ledger;
    this.kept = new KeptAttributes(sizeHint);
  }

  static AttributeSieve sift(
      Attributes attributes, Policy policy, Evidence evidence, SpanKind span, Ledger ledger) {
    AttributeSieve sieve = new AttributeSieve(policy, evidence, span, ledger, attributes.size());
    attributes.forEach(sieve);
    sieve.settle();
    return sieve;
  }

  Attributes kept() {
    return kept.isEmpty() ? Attributes.empty() : kept;
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
    if (key.getType() != rule.type()) {
      removed(entry.role());
      ledger.attributeRemoved(entry);
      return;
    }
    Role role = entry.role();
    if (role != Role.NONE && isDecidedAtTheEnd(role, value)) {
      return;
    }
    Object decided =
        role == Role.DB_TEXT ? shape(value) : rule.decision().decide(value, span, evidence);
    if (role == Role.COUNTED
        && decided != null
        && !evidence.admits(entry.key().getKey(), decided)) {
      decided = null;
    }
    if (decided == null) {
      removed(role);
      ledger.attributeRemoved(entry);
      return;
    }
    kept.add(entry.key(), decided);
    if (role != Role.NONE) {
      remember(role, decided);
    }
  }

  /** Attributes come in any order, and these depend on others of the same span. */
  private boolean isDecidedAtTheEnd(Role role, Object value) {
    switch (role) {
      case ROUTE_HINT -> hintedRoute = text(value);
      case ROUTE -> httpRoute = text(value);
      case URL -> url = text(value);
      case PATH -> path = true;
      case DB_SUMMARY -> givenSummary = text(value);
      case SERVER_PORT -> serverPort = value;
      case PEER_PORT -> peerPort = value;
      default -> {
        return false;
      }
    }
    return true;
  }

  /** What is said of a system or host that may not leave cannot be judged by it. */
  private void removed(Role role) {
    otherLanguage |= role == Role.DB_SYSTEM;
    hostRemoved |= role == Role.HOST;
  }

  private void remember(Role role, Object decided) {
    switch (role) {
      case TEMPLATE -> template = text(decided);
      case METHOD -> method = text(decided);
      case DB_SYSTEM -> dbSystem = text(decided);
      case DB_OPERATION -> dbOperation = text(decided);
      case DB_COLLECTION -> dbCollection = text(decided);
      case MESSAGING_SYSTEM -> messagingSystem = text(decided);
      case MESSAGING_OPERATION -> messagingOperation = text(decided);
      case DESTINATION -> destination = text(decided);
      case BATCH_OPERATION -> batchOperation = text(decided);
      case BATCH_JOB -> batchJob = text(decided);
      case BATCH_STEP -> batchStep = text(decided);
      case UNNAMED_DESTINATION -> destinationUnnamed |= Boolean.TRUE.equals(decided);
      default -> {}
    }
  }

  private void settle() {
    route = evidence.verifiedRoute(hintedRoute);
    if (route == null) {
      route = evidence.verifiedRoute(httpRoute);
    }
    if (httpRoute == null && route != null && !policy.admits(ROUTE.getKey())) {
      // A policy that drops the route must not get it back by way of the hint.
      route = null;
    }
    keepOrCount(ROUTE, route, httpRoute != null || hintedRoute != null);
    keepOrCount(PATH, path ? route : null, path);
    if (url != null) {
      keepOrCount(URL, reducedUrl(url), true);
    }
    settleStatement();
    settlePort(SERVER_PORT, serverPort);
    settlePort(PEER_PORT, peerPort);
    if (destinationUnnamed && destination != null) {
      // A temporary queue has a generated name; that it equals a declared one is chance.
      kept.remove(Role.DESTINATION);
      destination = null;
      countRemoved(DESTINATION);
    }
    ledger.attributesRemoved(RuleKind.DROP, dropped);
    ledger.unknownKeys(unknown);
  }

  /** Of a host that does not leave, the port is a number like any other, and may be data. */
  private void settlePort(AttributeKey<Long> key, @Nullable Object given) {
    Policy.Entry entry = given == null ? null : policy.entry(key.getKey());
    if (entry == null || given == null) {
      return;
    }
    Object port = hostRemoved ? null : entry.rule().decision().decide(given, span, evidence);
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
    if (otherLanguage || (dbSystem != null && OTHER_LANGUAGES.contains(dbSystem))) {
      for (int texts = kept.remove(Role.DB_TEXT); texts > 0; texts--) {
        countRemoved(TEXT);
      }
      shape = null;
      dbSummary = null;
    } else if (!policy.admits(SUMMARY.getKey())) {
      dbSummary = null;
    } else if (shape != null) {
      dbSummary = shape.summary();
    } else if (givenSummary != null) {
      dbSummary = evidence.sqlSummary(givenSummary);
    }
    keepOrCount(SUMMARY, dbSummary, givenSummary != null);
    if (shape != null && dbOperation == null && policy.admits(OPERATION.getKey())) {
      dbOperation = shape.operation();
      keepOrCount(OPERATION, dbOperation, false);
    }
    if (shape != null && dbCollection == null && policy.admits(COLLECTION.getKey())) {
      dbCollection = shape.collection();
      keepOrCount(COLLECTION, dbCollection, false);
    }
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
    boolean append = reduced != null && template != null && template.startsWith("/");
    return append ? reduced + template : reduced;
  }

  private static @Nullable String text(Object value) {
    return value instanceof String text ? text : null;
  }
}
