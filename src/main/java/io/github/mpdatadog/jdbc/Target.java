// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A database as the attributes that every span on it has. Names are among them where an operator
 * wrote them. Immutable and thread-safe.
 */
final class Target {

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
  private static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("db.namespace");
  private static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");

  /** Those of configured URLs that are in use. Each owns its words in the vocabulary. */
  private static final List<WeakReference<Target>> CONFIGURED = new ArrayList<>();

  static final Target UNKNOWN = new Target(Database.UNKNOWN, false);

  private final Database database;
  private final boolean configured;
  private final Attributes attributes;

  private Target(Database database, boolean configured) {
    this.database = database;
    this.configured = configured;
    AttributesBuilder shown = Attributes.builder().put(SYSTEM, database.system());
    shown.put(NAMESPACE, database.namespace()); // null is ignored
    shown.put(HOST, database.host());
    if (database.port() > 0) {
      shown.put(PORT, (long) database.port());
    }
    this.attributes = shown.build();
  }

  /** By a URL that anyone may have made: of data, for example, for each tenant or patient. */
  static Target of(Database database) {
    Vocabulary words = Vocabulary.shared();
    String namespace = database.namespace();
    String host = database.host() == null ? null : database.host().toLowerCase(Locale.ROOT);
    boolean known = words.contains(Kind.HOST, host);
    return new Target(
        new Database(
            database.system(),
            words.contains(Kind.NAMESPACE, namespace) ? namespace : null,
            known ? host : null,
            known ? database.port() : 0),
        false);
  }

  /**
   * By a URL that an operator wrote, whose words may leave for as long as anything leads there: the
   * one Target of this database is their owner.
   */
  static Target configured(Database database) {
    synchronized (CONFIGURED) {
      CONFIGURED.removeIf(known -> known.get() == null);
      for (WeakReference<Target> known : CONFIGURED) {
        Target same = known.get();
        if (same != null && same.database.equals(database)) {
          return same;
        }
      }
      Target fresh = new Target(database, true);
      CONFIGURED.add(new WeakReference<>(fresh));
      declare(fresh, List.of(database));
      return fresh;
    }
  }

  /** Vouches for the names of databases that an operator wrote, for as long as the owner lives. */
  static void declare(Object owner, List<Database> databases) {
    List<String> namespaces = new ArrayList<>();
    List<String> hosts = new ArrayList<>();
    for (Database database : databases) {
      if (database.namespace() != null) {
        namespaces.add(database.namespace());
      }
      if (database.host() != null) {
        hosts.add(database.host());
      }
    }
    Vocabulary.shared().add(owner, Kind.NAMESPACE, namespaces);
    Vocabulary.shared().add(owner, Kind.HOST, hosts);
  }

  String system() {
    return database.system();
  }

  Attributes attributes() {
    return attributes;
  }

  boolean isConfigured() {
    return configured;
  }

  @Nullable String namespace() {
    return database.namespace();
  }

  @Nullable String host() {
    return database.host();
  }
}
