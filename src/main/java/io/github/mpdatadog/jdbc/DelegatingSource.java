// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Logger;
import javax.sql.CommonDataSource;
import org.jspecify.annotations.Nullable;

/**
 * What the data sources for server.xml have in common: each makes the database's own data source
 * and traces the connections that it gives. Properties are handed to that one.
 *
 * <p>A property that is wrong is told with the first connection, in an {@code SQLException} with a
 * code from {@code MPDD0401E} to {@code MPDD0406E}, all of them at once. Properties are set by one
 * thread before that; from then on it is as thread-safe as the database's own. Not an API but for
 * its properties.
 *
 * @param <S> the kind of data source
 */
public abstract class DelegatingSource<S extends CommonDataSource> implements CommonDataSource {

  private final Class<S> kind;
  private final Map<String, Object> properties = new TreeMap<>();
  private @Nullable String delegateClassName;
  private @Nullable String delegateProperties;
  private volatile @Nullable S traced;

  DelegatingSource(Class<S> kind) {
    this.kind = kind;
  }

  /** The name of the class of the database's own data source; required. */
  public final void setDelegateClassName(String name) {
    delegateClassName = name;
  }

  /** Further properties of that class, {@code name=value;name=value}; none if not set. */
  public final void setDelegateProperties(String pairs) {
    delegateProperties = pairs;
  }

  /** Handed on. */
  public final void setServerName(String name) {
    properties.put("serverName", name);
  }

  /** Handed on. */
  public final void setPortNumber(int port) {
    properties.put("portNumber", port);
  }

  /** Handed on. */
  public final void setDatabaseName(String name) {
    properties.put("databaseName", name);
  }

  /** Handed on, as {@code URL} or {@code url}, whichever that class has. */
  public final void setURL(String url) {
    properties.put("URL", url);
  }

  /** Handed on. */
  public final void setUser(String user) {
    properties.put("user", user);
  }

  /** Handed on; Open Liberty sets it for PostgreSQL, whose statements it caches itself. */
  public final void setPreparedStatementCacheQueries(int most) {
    properties.put("preparedStatementCacheQueries", most);
  }

  /** Handed on; decoded by the server. */
  public final void setPassword(String password) {
    properties.put("password", password);
  }

  /** The database's own data source, traced unless tracing is off. */
  final S delegate() throws SQLException {
    S made = traced;
    if (made == null) {
      // Two threads may make one each; they are equal, and nothing is open yet.
      made =
          kind.cast(
              Jdbc.wrapForDriver(
                  DelegateMaker.make(kind, delegateClassName, properties, delegateProperties)));
      traced = made;
    }
    return made;
  }

  @Override
  public final @Nullable PrintWriter getLogWriter() throws SQLException {
    return delegate().getLogWriter();
  }

  @Override
  public final void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    delegate().setLogWriter(out);
  }

  @Override
  public final void setLoginTimeout(int seconds) throws SQLException {
    delegate().setLoginTimeout(seconds);
  }

  @Override
  public final int getLoginTimeout() throws SQLException {
    return delegate().getLoginTimeout();
  }

  @Override
  public final Logger getParentLogger() {
    return Logger.getLogger("io.github.mpdatadog");
  }
}
