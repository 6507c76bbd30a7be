// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.EventListener;
import java.util.Properties;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import javax.sql.PooledConnectionBuilder;
import javax.sql.XAConnectionBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A data source of any of the three kinds, its builders, and its pooled connections: whatever gives
 * connections. Opening one is a span, because that is where applications wait for their pool.
 */
final class SourceHandler extends Handler {

  private static final long serialVersionUID = 1L;

  private final Origin origin;

  SourceHandler(Object delegate, Origin origin) {
    super(delegate);
    this.origin = origin;
  }

  @Override
  @Nullable Object call(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    return switch (method.getName()) {
      case "getConnection", "getPooledConnection", "getXAConnection", "build" ->
          opened(method, args);
      case "createConnectionBuilder",
          "createPooledConnectionBuilder",
          "createXAConnectionBuilder",
          "user",
          "password",
          "shardingKey",
          "superShardingKey" ->
          builder(proxy, plain(method, args));
      case "addConnectionEventListener", "removeConnectionEventListener" ->
          relayed(proxy, method, args);
      default -> common(proxy, method, args);
    };
  }

  private @Nullable Object opened(Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (delegate instanceof PooledConnection) {
      // A handle on what is open already.
      return wrapped(plain(method, args));
    }
    Call call = Call.connect(origin.known());
    try {
      Object result = plain(method, args);
      Object traced = wrapped(result);
      if (call != null) {
        call.database(origin.known());
        call.ended();
      }
      return traced;
    } catch (Throwable thrown) {
      throw Call.failed(call, thrown);
    }
  }

  static @Nullable Connection connect(Driver driver, String url, Properties info)
      throws SQLException {
    Origin origin = new Origin(url);
    Call call = Call.connect(origin.known());
    try {
      Connection connection = driver.connect(url, info);
      Connection traced = connection == null ? null : wrap(connection, origin);
      if (call != null) {
        call.ended();
      }
      return traced;
    } catch (SQLException | RuntimeException | Error thrown) {
      Call.failed(call, thrown);
      throw thrown;
    }
  }

  private @Nullable Object wrapped(@Nullable Object result) {
    if (result instanceof Connection connection) {
      return wrap(connection, origin);
    }
    return result instanceof PooledConnection
        ? Proxies.of(new SourceHandler(result, origin))
        : result;
  }

  /** The connection itself where something below traces it already. */
  static Connection wrap(Connection connection, Origin origin) {
    origin.ofUnused(connection);
    try {
      if (connection.isWrapperFor(Traced.class)) {
        return connection;
      }
    } catch (SQLException | RuntimeException | LinkageError unwilling) {
      // It knows no wrappers, so it is not one of ours.
    }
    return (Connection) Proxies.of(new ConnectionHandler(connection, origin));
  }

  private @Nullable Object builder(Object proxy, @Nullable Object result) {
    if (result == delegate) {
      return proxy;
    }
    return result instanceof ConnectionBuilder
            || result instanceof PooledConnectionBuilder
            || result instanceof XAConnectionBuilder
        ? Proxies.of(new SourceHandler(result, origin))
        : result;
  }

  /** Pools look up the source of an event among the objects they were given. */
  private @Nullable Object relayed(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    EventListener given = args != null && args[0] instanceof EventListener l ? l : null;
    return given instanceof ConnectionEventListener listener && proxy instanceof PooledConnection p
        ? plain(method, new Object[] {new EventRelay(p, listener)})
        : plain(method, args);
  }
}
