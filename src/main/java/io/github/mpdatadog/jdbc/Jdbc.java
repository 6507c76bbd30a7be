// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where wrapping begins. Links no OpenTelemetry: where that is hidden, or tracing is off,
 * everything stays as it is.
 */
final class Jdbc {

  /** The resource adapter by which Open Liberty connects as server.xml says. */
  private static final String SERVER = "com.ibm.ws.rsadapter.";

  private static final String OURS = "io.github.mpdatadog.jdbc.";

  /** The data source with traced connections; itself where tracing is off or it is wrapped. */
  static DataSource wrap(DataSource source) {
    return JdbcSettings.read().enabled()
        ? (DataSource) wrapped(source, Origin.ofEachConnection())
        : source;
  }

  /** For the driver's side, where the calling thread's application is not the only one. */
  static Object wrapForDriver(Object source) {
    return JdbcSettings.isOnForDriver()
        ? wrapped(source, Origin.ofFirstConnection(isCalledByServer()))
        : source;
  }

  /** Opens a physical connection; null where the driver does not take the URL. */
  static @Nullable Connection connect(Driver driver, String url, Properties info)
      throws SQLException {
    return JdbcSettings.isOnForDriver()
        ? SourceHandler.connect(driver, url, info)
        : driver.connect(url, info);
  }

  /** The wrapper, or the object itself where it is one, of whichever copy of this jar. */
  static Object wrapped(Object source, Origin origin) {
    return Proxies.isAnyCopys(source) ? source : Proxies.of(new SourceHandler(source, origin));
  }

  /** Whether that is a data source or connection which Open Liberty gives to applications. */
  static boolean isServers(Object object) {
    return object.getClass().getName().startsWith(SERVER);
  }

  /**
   * Whether the next caller outside of this room is the server, which read in server.xml what it
   * asks for. What is further down the stack proves nothing: code of an application may be called
   * by the server as well. Costs some microseconds.
   */
  static boolean isCalledByServer() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .map(StackWalker.StackFrame::getClassName)
                    .filter(Jdbc::isCaller)
                    .findFirst()
                    .filter(name -> name.startsWith(SERVER))
                    .isPresent());
  }

  private static boolean isCaller(String name) {
    return !name.startsWith(OURS) && !name.startsWith("java.") && !name.startsWith("jdk.");
  }

  private Jdbc() {}
}
