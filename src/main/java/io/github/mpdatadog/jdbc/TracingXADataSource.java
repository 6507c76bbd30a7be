// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.sql.SQLException;
import javax.sql.XAConnection;
import javax.sql.XADataSource;

/**
 * Traces a data source that takes part in distributed transactions: {@code
 * type="javax.sql.XADataSource"}.
 */
public final class TracingXADataSource extends DelegatingSource<XADataSource>
    implements XADataSource {

  /** For the server. */
  public TracingXADataSource() {
    super(XADataSource.class);
  }

  @Override
  public XAConnection getXAConnection() throws SQLException {
    return delegate().getXAConnection();
  }

  @Override
  public XAConnection getXAConnection(String user, String password) throws SQLException {
    return delegate().getXAConnection(user, password);
  }
}
