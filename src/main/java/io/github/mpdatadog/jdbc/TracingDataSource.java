// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Traces a plain data source: {@code type="javax.sql.DataSource"}. */
public final class TracingDataSource extends DelegatingSource<DataSource> implements DataSource {

  /** For the server. */
  public TracingDataSource() {
    super(DataSource.class);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return delegate().getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return delegate().getConnection(user, password);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return delegate().isWrapperFor(type);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return delegate().unwrap(type);
  }
}
