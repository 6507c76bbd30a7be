// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;

/**
 * Tells a pool about the connection that the pool knows. Equal to any other relay for the same
 * listener, so that it can be removed again.
 */
record EventRelay(PooledConnection source, ConnectionEventListener listener)
    implements ConnectionEventListener {

  @Override
  public void connectionClosed(ConnectionEvent event) {
    listener.connectionClosed(new ConnectionEvent(source));
  }

  @Override
  public void connectionErrorOccurred(ConnectionEvent event) {
    listener.connectionErrorOccurred(new ConnectionEvent(source, event.getSQLException()));
  }
}
