// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where connections lead. A data source that may lead to another database with each connection has
 * one for each of them; a driver's URL and a resource of the server have one that is read once.
 * Forgotten with what it belongs to. Thread-safe.
 */
final class Origin implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What knows what a connection has told, and so for how long. */
  private enum Knower {
    CONNECTION,
    BEAN,
    SOURCE
  }

  private final Knower knower;
  private final boolean configured;
  private final transient @Nullable Set<Object> keeper;
  private transient volatile @Nullable Target target;

  private Origin(Knower knower, boolean configured, @Nullable Set<Object> keeper) {
    this.knower = knower;
    this.configured = configured;
    this.keeper = keeper;
  }

  /** Of any data source. */
  static Origin ofEachConnection() {
    return ofEachConnection(null);
  }

  /** The same, as {@link #ofServer} where a connection turns out to be one of the server. */
  static Origin ofEachConnection(@Nullable Set<Object> keeper) {
    return new Origin(Knower.CONNECTION, false, keeper);
  }

  /**
   * Of a data source with one database only; asks its first connection.
   *
   * @param configured whether an operator wrote where it leads
   */
  static Origin ofFirstConnection(boolean configured) {
    return new Origin(Knower.SOURCE, configured, null);
  }

  /**
   * The same of a data source of the server in a bean, which may be gone after one connection.
   *
   * @param keeper keeps what is known while beans that come and go do not
   */
  static Origin ofServer(Set<Object> keeper) {
    return new Origin(Knower.BEAN, true, keeper);
  }

  /** The same for all instances of a bean: each is given the same resource. */
  static Origin ofResource(Set<Object> keeper) {
    return new Origin(Knower.SOURCE, true, keeper);
  }

  /**
   * Of a URL.
   *
   * @param configured whether an operator wrote it
   */
  static Origin of(String url, boolean configured) {
    Origin origin = new Origin(Knower.SOURCE, configured, null);
    origin.target = target(url, configured);
    return origin;
  }

  /** For one connection, physical or a handle on one. */
  Origin forConnection() {
    return knower == Knower.CONNECTION ? new Origin(Knower.CONNECTION, false, keeper) : this;
  }

  /** Whether there will be a next connection that would know what this one can still tell. */
  boolean isAwaited() {
    return knower == Knower.SOURCE && target == null;
  }

  /** What is known without asking. */
  Target known() {
    Target now = target;
    return now == null ? Target.UNKNOWN : now;
  }

  /**
   * As far as it can be told of a connection that the application has not used yet. Open Liberty
   * enlists one in the transaction when it is asked for metadata; and a proxy may choose its
   * database with the first statement. HikariCP would roll back one that was asked: what is below
   * is.
   */
  Target ofUnused(Connection connection) {
    if (Jdbc.isServers(connection) || Proxy.isProxyClass(connection.getClass())) {
      return known();
    }
    try {
      return of(connection.unwrap(Connection.class));
    } catch (SQLException | RuntimeException | LinkageError unknown) {
      return known();
    }
  }

  /** Asks, if it has to, a connection that the application is using. */
  Target of(Connection connection) {
    Target now = target;
    if (now == null) {
      try {
        boolean server = Jdbc.isServers(connection);
        now = target(connection.getMetaData().getURL(), configured || server);
        target = now;
        if (keeper != null && now.isConfigured()) {
          keeper.add(now);
        }
      } catch (SQLException | RuntimeException | LinkageError unknown) {
        // Asked again with the next statement, whose span needs it: where metadata is a query, a
        // transaction that has failed refuses it until it is rolled back.
        now = Target.UNKNOWN;
      }
    }
    return now;
  }

  private static Target target(@Nullable String url, boolean configured) {
    Database database = DatabaseUrl.parse(url);
    return configured ? Target.configured(database) : Target.of(database);
  }
}
