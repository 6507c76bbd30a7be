// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Where the connections of one data source lead. Read once, from the URL of the first connection,
 * and forgotten with the data source, or with the field that it is injected into. Thread-safe.
 */
final class Origin implements Serializable {

  private static final long serialVersionUID = 1L;

  private transient volatile @Nullable Target target;

  Origin() {}

  /** For a URL that is known beforehand. */
  Origin(String url) {
    target = Target.of(DatabaseUrl.parse(url));
  }

  /** What is known without asking. */
  Target known() {
    Target now = target;
    return now == null ? Target.UNKNOWN : now;
  }

  /**
   * As far as it can be told of a connection that the application has not used yet. Open Liberty
   * enlists one in the transaction when it is asked for metadata.
   */
  Target ofUnused(Connection connection) {
    return connection.getClass().getName().startsWith("com.ibm.") ? known() : of(connection);
  }

  /** Asks, if it has to, a connection that the application is using. */
  Target of(Connection connection) {
    Target now = target;
    if (now == null) {
      try {
        now = Target.of(DatabaseUrl.parse(connection.getMetaData().getURL()));
        target = now;
      } catch (SQLException | RuntimeException | LinkageError unknown) {
        now = Target.UNKNOWN; // asked again with the next connection
      }
    }
    return now;
  }
}
