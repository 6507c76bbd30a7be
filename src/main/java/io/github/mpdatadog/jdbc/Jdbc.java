// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.sql.Connection;
import javax.sql.DataSource;

/**
 * Where wrapping begins. Links no OpenTelemetry: where that is hidden, or tracing is off,
 * everything stays as it is.
 */
final class Jdbc {

  /** The data source with traced connections; itself where tracing is off or it is wrapped. */
  static DataSource wrap(DataSource source) {
    return Switch.read().enabled() ? (DataSource) wrapped(source) : source;
  }

  /** For the driver's side, where the calling thread's application is not the only one. */
  static Object wrapForDriver(Object source) {
    return Switch.isOnForDriver() ? wrapped(source) : source;
  }

  /** A physical connection that was opened with this URL. */
  static Connection wrapForDriver(Connection connection, String url) {
    return Switch.isOnForDriver() ? SourceHandler.wrap(connection, new Origin(url)) : connection;
  }

  /** The wrapper, or the object itself where it is one. */
  static Object wrapped(Object source) {
    return Proxies.handler(source) == null
        ? Proxies.of(new SourceHandler(source, new Origin()))
        : source;
  }

  private Jdbc() {}
}
