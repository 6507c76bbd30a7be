// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package com.ibm.ws.rsadapter;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.apache.derby.jdbc.EmbeddedDataSource;

/** Bears the name of Open Liberty's resource adapter, by which its data sources are told. */
public final class StandIn extends EmbeddedDataSource {

  private static final long serialVersionUID = 1L;

  private final transient Callable<Connection> connections;

  /** A data source of the server. */
  public StandIn(Callable<Connection> connections) {
    this.connections = connections;
  }

  @Override
  public Connection getConnection() throws SQLException {
    try {
      return connections.call();
    } catch (SQLException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
