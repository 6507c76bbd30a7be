// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a connection's URL says about the database. Never a user, a password or a parameter.
 *
 * @param system OpenTelemetry's name of the product, {@code other_sql} where unknown
 * @param namespace the database's name, null where the URL has none or a path
 * @param host the first host, null where there is none
 * @param port its port, 0 where the URL has none
 */
record Database(String system, @Nullable String namespace, @Nullable String host, int port) {

  static final Database UNKNOWN = new Database("other_sql", null, null, 0);

  /** By hand: the JDK's own keeps the class, and so a stopped application, in a static cache. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Database that
        && system.equals(that.system)
        && Objects.equals(namespace, that.namespace)
        && Objects.equals(host, that.host)
        && port == that.port;
  }

  @Override
  public int hashCode() {
    return Objects.hash(system, namespace, host, port);
  }
}
