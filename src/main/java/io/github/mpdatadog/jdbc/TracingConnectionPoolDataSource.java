// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.sql.SQLException;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.PooledConnection;

/**
 * Traces a data source whose connections a server pools: {@code
 * type="javax.sql.ConnectionPoolDataSource"}.
 */
public final class TracingConnectionPoolDataSource
    extends DelegatingSource<ConnectionPoolDataSource> implements ConnectionPoolDataSource {

  /** For the server. */
  public TracingConnectionPoolDataSource() {
    super(ConnectionPoolDataSource.class);
  }

  @Override
  public PooledConnection getPooledConnection() throws SQLException {
    return delegate().getPooledConnection();
  }

  @Override
  public PooledConnection getPooledConnection(String user, String password) throws SQLException {
    return delegate().getPooledConnection(user, password);
  }
}
