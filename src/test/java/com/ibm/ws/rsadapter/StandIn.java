// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package com.ibm.ws.rsadapter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.apache.derby.jdbc.EmbeddedDataSource;

/** Bears the name of Open Liberty's resource adapter, by which what it does is told. */
public final class StandIn extends EmbeddedDataSource {

  private static final long serialVersionUID = 1L;

  private final transient Callable<Connection> connections;

  /** A data source of the server. */
  public StandIn(Callable<Connection> connections) {
    this.connections = connections;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return called(connections);
  }

  /** What is done is done by the server. */
  public static <T> T called(Callable<T> work) throws SQLException {
    try {
      return work.call();
    } catch (SQLException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same connection, as the server gives it to applications. */
  public static Connection connection(Connection driver) {
    return (Connection)
        Proxy.newProxyInstance(
            StandIn.class.getClassLoader(),
            new Class<?>[] {Named.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(driver, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  /** Not public, so the proxy's class is in this package. */
  interface Named extends Connection {}
}
