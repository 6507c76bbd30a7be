// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that mean something to the mapping, each with its names in the current and the
 * older semantic conventions, and the tag that Datadog wants it under.
 */
enum KnownAttribute {
  HTTP_METHOD("http.method", "http.request.method", "http.method"),
  HTTP_STATUS("http.status_code", "http.response.status_code", "http.status_code"),
  HTTP_ROUTE("http.route", "http.route"),
  URL_FULL(null, "url.full", "http.url"),
  URL_SCHEME(null, "url.scheme", "http.scheme"),
  URL_TEMPLATE(null, "url.template"),
  SERVER_ADDRESS(null, "server.address", "net.peer.name", "net.host.name"),
  SERVER_PORT(null, "server.port", "net.peer.port", "net.host.port"),
  DB_SYSTEM(null, "db.system.name", "db.system"),
  DB_NAMESPACE("db.instance", "db.namespace", "db.name"),
  DB_OPERATION("db.operation", "db.operation.name", "db.operation"),
  DB_COLLECTION("db.collection.name", "db.collection.name", "db.sql.table"),
  DB_TEXT(null, "db.query.text", "db.statement"),
  DB_SUMMARY("db.query.summary", "db.query.summary"),
  MESSAGING_SYSTEM("messaging.system", "messaging.system"),
  MESSAGING_OPERATION("messaging.operation", "messaging.operation.name", "messaging.operation"),
  MESSAGING_TYPE("messaging.operation.type", "messaging.operation.type"),
  MESSAGING_DESTINATION(
      "messaging.destination.name", "messaging.destination.name", "messaging.destination"),
  RPC_SYSTEM("rpc.system", "rpc.system.name", "rpc.system"),
  RPC_SERVICE("rpc.service", "rpc.service"),
  RPC_METHOD("rpc.method", "rpc.method"),
  ERROR_TYPE(null, "error.type"),
  /** Written by the encoder itself: a span attribute of that name would be there twice. */
  RESERVED(
      null,
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
      for (String name : known.names) {
        BY_NAME.put(name, known);
      }
    }
  }

  /** The encoded key of the tag that takes the value as it is; null if the encoder decides. */
  final byte @Nullable [] tag;

  private final String[] names;

  KnownAttribute(@Nullable String tag, String... names) {
    this.tag = tag == null ? null : MsgPackWriter.encode(tag);
    this.names = names;
  }

  static @Nullable KnownAttribute named(String name) {
    return BY_NAME.get(name);
  }

  /** Whether that is the name in the current conventions, which wins over the older ones. */
  boolean isCurrent(String name) {
    return names[0].equals(name);
  }
}
