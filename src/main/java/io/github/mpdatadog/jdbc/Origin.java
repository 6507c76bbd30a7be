// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Where connections lead. A data source that may lead to another database with each connection has
 * one for each of them; a driver's URL and a resource of the server have one that is read once.
 * Forgotten with what it belongs to. Thread-safe.
 */
final class Origin implements Serializable {

  private static final long serialVersionUID = 1L;

  private final boolean fixed;
  private transient volatile @Nullable Target target;

  private Origin(boolean fixed) {
    this.fixed = fixed;
  }

  /** Of any data source. */
  static Origin ofEachConnection() {
    return new Origin(false);
  }

  /** Of a data source with one database only; asks its first connection. */
  static Origin ofFirstConnection() {
    return new Origin(true);
  }

  /** Of a URL. */
  static Origin of(String url) {
    Origin origin = new Origin(true);
    origin.target = Target.of(DatabaseUrl.parse(url));
    return origin;
  }

  /** For one connection, physical or a handle on one. */
  Origin forConnection() {
    return fixed ? this : new Origin(true);
  }

  /** What is known without asking. */
  Target known() {
    Target now = target;
    return now == null ? Target.UNKNOWN : now;
  }

  /**
   * As far as it can be told of a connection that the application has not used yet. Open Liberty
   * enlists one in the transaction when it is asked for metadata; and a proxy may choose its
   * database with the first statement.
   */
  Target ofUnused(Connection connection) {
    return Jdbc.isServers(connection) || Proxy.isProxyClass(connection.getClass())
        ? known()
        : of(connection);
  }

  /** Asks, if it has to, a connection that the application is using. */
  Target of(Connection connection) {
    Target now = target;
    if (now == null) {
      try {
        now = Target.of(DatabaseUrl.parse(connection.getMetaData().getURL()));
        target = now;
      } catch (SQLException | RuntimeException | LinkageError unknown) {
        now = Target.UNKNOWN; // asked again with the next statement
      }
    }
    return now;
  }
}
