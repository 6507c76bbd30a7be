// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.Map;

/**
 * The part a few attributes play beyond their own value: the name is derived from them, or they
 * depend on one another.
 */
enum Role {
  NONE,
  ROUTE_HINT,
  ROUTE,
  PATH,
  TEMPLATE,
  URL,
  METHOD,
  DB_SYSTEM,
  DB_TEXT,
  DB_SUMMARY,
  DB_OPERATION,
  DB_COLLECTION,
  MESSAGING_SYSTEM,
  MESSAGING_OPERATION,
  DESTINATION,
  UNNAMED_DESTINATION,
  BATCH_OPERATION,
  BATCH_JOB,
  BATCH_STEP,
  HOST,
  SERVER_PORT,
  PEER_PORT,
  /** The application's own, or a number that data may have chosen: closed at too many values. */
  COUNTED;

  private static final Map<String, Role> ROLES =
      Map.ofEntries(
          Map.entry("io.github.mpdatadog.route", ROUTE_HINT),
          Map.entry("http.route", ROUTE),
          Map.entry("url.path", PATH),
          Map.entry("url.template", TEMPLATE),
          Map.entry("url.full", URL),
          Map.entry("http.request.method", METHOD),
          Map.entry("http.method", METHOD),
          Map.entry("db.system.name", DB_SYSTEM),
          Map.entry("db.system", DB_SYSTEM),
          Map.entry("db.query.text", DB_TEXT),
          Map.entry("db.statement", DB_TEXT),
          Map.entry("db.query.summary", DB_SUMMARY),
          Map.entry("db.operation.name", DB_OPERATION),
          Map.entry("db.operation", DB_OPERATION),
          Map.entry("db.collection.name", DB_COLLECTION),
          Map.entry("db.sql.table", DB_COLLECTION),
          Map.entry("messaging.system", MESSAGING_SYSTEM),
          Map.entry("messaging.operation.name", MESSAGING_OPERATION),
          Map.entry("messaging.operation.type", MESSAGING_OPERATION),
          Map.entry("messaging.operation", MESSAGING_OPERATION),
          Map.entry("messaging.destination.name", DESTINATION),
          Map.entry("messaging.destination.template", DESTINATION),
          Map.entry("messaging.destination.temporary", UNNAMED_DESTINATION),
          Map.entry("messaging.destination.anonymous", UNNAMED_DESTINATION),
          Map.entry("server.address", HOST),
          Map.entry("net.peer.name", HOST),
          Map.entry("server.port", SERVER_PORT),
          Map.entry("net.peer.port", PEER_PORT),
          Map.entry("batch.operation", BATCH_OPERATION),
          Map.entry("batch.job.name", BATCH_JOB),
          Map.entry("batch.step.name", BATCH_STEP));

  static Role of(String key) {
    return ROLES.getOrDefault(key, NONE);
  }
}
