// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A database as the attributes that every span on it has. Immutable and thread-safe. */
record Target(String system, Attributes attributes) {

  /** More databases than this are not configuration: their names may be made of data. */
  static final int MOST = 64;

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
  private static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("db.namespace");
  private static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");

  /** Seen so far; bounded, and also the owner of these words in the vocabulary. */
  private static final Set<Database> CONFIGURED = ConcurrentHashMap.newKeySet();

  static final Target UNKNOWN = bare("other_sql");

  static Target of(Database database) {
    if (!isConfigured(database)) {
      return bare(database.system());
    }
    AttributesBuilder attributes = Attributes.builder().put(SYSTEM, database.system());
    declare(Kind.NAMESPACE, database.namespace());
    declare(Kind.HOST, database.host());
    attributes.put(NAMESPACE, database.namespace()); // null is ignored
    attributes.put(HOST, database.host());
    if (database.port() > 0) {
      attributes.put(PORT, (long) database.port());
    }
    return new Target(database.system(), attributes.build());
  }

  @Nullable String namespace() {
    return attributes.get(NAMESPACE);
  }

  @Nullable String host() {
    return attributes.get(HOST);
  }

  private static Target bare(String system) {
    return new Target(system, Attributes.of(SYSTEM, system));
  }

  private static boolean isConfigured(Database database) {
    return CONFIGURED.contains(database) || (CONFIGURED.size() < MOST && CONFIGURED.add(database));
  }

  private static void declare(Kind kind, @Nullable String name) {
    if (name != null) {
      Vocabulary.shared().add(CONFIGURED, kind, List.of(name));
    }
  }
}
