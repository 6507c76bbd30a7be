// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Collections;
import java.util.EventListener;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
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

  /** The proxies of a pooled connection's prepared statements, by what is behind them. */
  private final transient @Nullable Map<Object, WeakReference<Object>> statements;

  SourceHandler(Object delegate, Origin origin) {
    super(delegate);
    this.origin = origin;
    this.statements =
        delegate instanceof PooledConnection
            ? Collections.synchronizedMap(new WeakHashMap<>())
            : null;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
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
      case "addConnectionEventListener",
          "removeConnectionEventListener",
          "addStatementEventListener",
          "removeStatementEventListener" ->
          relayed(proxy, method, args);
      default -> common(proxy, method, args);
    };
  }

  private @Nullable Object opened(Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (delegate instanceof PooledConnection) {
      // A handle on what is open already.
      return wrapped(plain(method, args), origin);
    }
    Call call = Call.connect(origin.known());
    Object opened;
    try {
      opened = plain(method, args);
    } catch (Throwable thrown) {
      throw Call.failed(call, thrown);
    }
    Origin own = origin.forConnection();
    Object traced = wrapped(opened, own);
    if (call != null) {
      call.database(own.known());
      call.ended();
    }
    return traced;
  }

  static @Nullable Connection connect(Driver driver, String url, Properties info)
      throws SQLException {
    Origin origin = Origin.of(url, Jdbc.isCalledByServer());
    Call call = Call.connect(origin.known());
    Connection opened;
    try {
      opened = driver.connect(url, info);
    } catch (SQLException | RuntimeException | Error thrown) {
      Call.failed(call, thrown);
      throw thrown;
    }
    Connection traced = opened == null ? null : wrap(opened, origin, null);
    if (call != null) {
      call.ended();
    }
    return traced;
  }

  private @Nullable Object wrapped(@Nullable Object result, Origin own) {
    if (result instanceof Connection connection) {
      return wrap(connection, own, statements);
    }
    try {
      return result instanceof PooledConnection
          ? Proxies.of(new SourceHandler(result, own))
          : result;
    } catch (RuntimeException | Error unusual) {
      return result;
    }
  }

  /**
   * The connection itself where something below traces it already, and its database is known to the
   * span that waits for the next one. It is open: whatever goes wrong here, the caller has to get
   * it, if need be untraced.
   */
  private static Connection wrap(
      Connection connection,
      Origin origin,
      @Nullable Map<Object, WeakReference<Object>> statements) {
    try {
      origin.ofUnused(connection);
      boolean late = statements == null && isOthersProxy(connection);
      Boolean below = late ? null : ConnectionHandler.isTraced(connection);
      return Boolean.TRUE.equals(below) && !origin.isAwaited()
          ? connection
          : (Connection) Proxies.of(new ConnectionHandler(connection, origin, statements, below));
    } catch (RuntimeException | Error unusual) {
      return connection;
    }
  }

  /** Such a proxy may choose its database with whatever it is asked first. */
  private static boolean isOthersProxy(Connection connection) {
    return Proxy.isProxyClass(connection.getClass())
        && !Jdbc.isServers(connection)
        && !Proxies.isAnyCopys(connection);
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

  /** Pools look up source and statement of an event among the objects they were given. */
  private @Nullable Object relayed(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    return statements != null
            && args != null
            && args[0] instanceof EventListener listener
            && proxy instanceof PooledConnection pooled
        ? plain(method, new Object[] {new EventRelay(pooled, listener, statements)})
        : plain(method, args);
  }
}
