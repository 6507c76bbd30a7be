// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.lang.ref.WeakReference;
import java.sql.PreparedStatement;
import java.util.EventListener;
import java.util.Map;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import javax.sql.StatementEvent;
import javax.sql.StatementEventListener;
import org.jspecify.annotations.Nullable;

/**
 * Tells a pool about the connection and the statements that the pool knows. Equal to any other
 * relay for the same listener, so that it can be removed again.
 */
final class EventRelay implements ConnectionEventListener, StatementEventListener {

  private final PooledConnection source;
  private final EventListener listener;
  private final Map<Object, WeakReference<Object>> statements;

  EventRelay(
      PooledConnection source,
      EventListener listener,
      Map<Object, WeakReference<Object>> statements) {
    this.source = source;
    this.listener = listener;
    this.statements = statements;
  }

  @Override
  public void connectionClosed(ConnectionEvent event) {
    ((ConnectionEventListener) listener).connectionClosed(new ConnectionEvent(source));
  }

  @Override
  public void connectionErrorOccurred(ConnectionEvent event) {
    ((ConnectionEventListener) listener)
        .connectionErrorOccurred(new ConnectionEvent(source, event.getSQLException()));
  }

  @Override
  public void statementClosed(StatementEvent event) {
    ((StatementEventListener) listener)
        .statementClosed(new StatementEvent(source, known(event.getStatement())));
  }

  @Override
  public void statementErrorOccurred(StatementEvent event) {
    ((StatementEventListener) listener)
        .statementErrorOccurred(
            new StatementEvent(source, known(event.getStatement()), event.getSQLException()));
  }

  private PreparedStatement known(PreparedStatement statement) {
    WeakReference<Object> traced = statements.get(statement);
    return traced != null && traced.get() instanceof PreparedStatement known ? known : statement;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EventRelay relay && listener.equals(relay.listener);
  }

  @Override
  public int hashCode() {
    return listener.hashCode();
  }
}
