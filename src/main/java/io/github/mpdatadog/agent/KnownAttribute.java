// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that mean something to the mapping, each with its name in the current semantic
 * conventions, the one before, and the tag that Datadog wants it under.
 */
enum KnownAttribute {
  HTTP_METHOD("http.request.method", "http.method", "http.method"),
  HTTP_STATUS("http.response.status_code", "http.status_code", "http.status_code"),
  HTTP_ROUTE("http.route", null, "http.route"),
  URL_FULL("url.full", "http.url", null),
  URL_SCHEME("url.scheme", "http.scheme", null),
  URL_TEMPLATE("url.template", null, null),
  SERVER_ADDRESS("server.address", "net.peer.name", null),
  SERVER_PORT("server.port", "net.peer.port", null),
  DB_SYSTEM("db.system.name", "db.system", null),
  DB_NAMESPACE("db.namespace", "db.name", "db.instance"),
  DB_OPERATION("db.operation.name", "db.operation", "db.operation"),
  DB_COLLECTION("db.collection.name", "db.sql.table", "db.collection.name"),
  DB_TEXT("db.query.text", "db.statement", null),
  DB_SUMMARY("db.query.summary", null, "db.query.summary"),
  MESSAGING_SYSTEM("messaging.system", null, "messaging.system"),
  MESSAGING_OPERATION("messaging.operation.name", "messaging.operation", "messaging.operation"),
  MESSAGING_TYPE("messaging.operation.type", null, "messaging.operation.type"),
  MESSAGING_DESTINATION(
      "messaging.destination.name", "messaging.destination", "messaging.destination.name"),
  MESSAGING_KIND("messaging.destination.kind", null, "messaging.destination.kind"),
  MESSAGING_TEMPORARY("messaging.destination.temporary", null, "messaging.destination.temporary"),
  RPC_SYSTEM("rpc.system.name", "rpc.system", "rpc.system"),
  RPC_SERVICE("rpc.service", null, "rpc.service"),
  RPC_METHOD("rpc.method", null, "rpc.method"),
  BATCH_OPERATION("batch.operation", null, "batch.operation"),
  BATCH_JOB("batch.job.name", null, "batch.job.name"),
  BATCH_STEP("batch.step.name", null, "batch.step.name"),
  ERROR_TYPE("error.type", null, null),
  /** What the encoder writes itself: from an attribute it would be there twice. */
  RESERVED("", null, null);

  private static final List<String> RESERVED_NAMES =
      List.of(
          "component",
          "db.instance",
          "db.type",
          "env",
          "error.message",
          "error.msg",
          "error.stack",
          "events",
          "http.hostname",
          "language",
          "out.host",
          "peer.hostname",
          "peer.port",
          "process_id",
          "runtime-id",
          "service",
          "span.kind",
          "version");

  private static final Map<String, KnownAttribute> BY_NAME = new HashMap<>();

  static {
    for (KnownAttribute known : values()) {
      BY_NAME.put(known.name, known);
      if (known.older != null) {
        BY_NAME.put(known.older, known);
      }
    }
    RESERVED_NAMES.forEach(name -> BY_NAME.put(name, RESERVED));
  }

  private final String name;
  private final @Nullable String older;

  /** The tag that takes the value as it is; null if the encoder decides. */
  final @Nullable String tag;

  KnownAttribute(String name, @Nullable String older, @Nullable String tag) {
    this.name = name;
    this.older = older;
    this.tag = tag;
  }

  static @Nullable KnownAttribute named(String name) {
    return BY_NAME.get(name);
  }

  /** Whether that is the name in the current conventions, which wins over the older one. */
  boolean isCurrent(String name) {
    return this.name.equals(name);
  }
}
