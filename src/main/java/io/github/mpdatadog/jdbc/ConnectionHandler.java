// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection: its statements are traced, and so is the end of a transaction. */
final class ConnectionHandler extends Handler {

  private static final long serialVersionUID = 1L;

  private final Origin origin;

  /** Told of each prepared statement; null where no one listens to events about them. */
  private final transient @Nullable Map<Object, WeakReference<Object>> statements;

  /** Whether something below traces, too; null as long as it must not be asked. */
  private volatile @Nullable Boolean tracedBelow;

  /** Whether one that is traced below was asked for its database, told or not. */
  private volatile boolean askedForNext;

  /**
   * A connection that is traced, or only asked for its database where something below traces it.
   *
   * @param tracedBelow null where that cannot be asked before the first statement
   */
  ConnectionHandler(
      Connection delegate,
      Origin origin,
      @Nullable Map<Object, WeakReference<Object>> statements,
      @Nullable Boolean tracedBelow) {
    super(delegate);
    this.origin = origin;
    this.statements = statements;
    this.tracedBelow = tracedBelow;
  }

  static boolean isTraced(Connection connection) {
    try {
      return connection.isWrapperFor(Traced.class);
    } catch (SQLException | RuntimeException | LinkageError unwilling) {
      return false; // It knows no wrappers, so it is not one of ours.
    }
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    return switch (method.getName()) {
      case "createStatement", "prepareStatement", "prepareCall" -> {
        String sql = args != null && args[0] instanceof String s ? s : null;
        Object statement = plain(method, args);
        Object traced = StatementHandler.wrap(statement, proxy, sql, target());
        if (statements != null && statement instanceof PreparedStatement) {
          statements.put(statement, new WeakReference<>(traced));
        }
        yield traced;
      }
      case "commit" -> traced("COMMIT", method, args);
      case "rollback" -> traced("ROLLBACK", method, args);
      case "getMetaData" -> ChildHandler.wrap(plain(method, args), proxy);
      default -> common(proxy, method, args);
    };
  }

  /** Of a connection that has a statement; null where another traces it. */
  private @Nullable Target target() {
    Connection used = (Connection) delegate;
    Boolean below = tracedBelow;
    if (below == null) {
      below = isTraced(used);
      tracedBelow = below;
    }
    if (!below) {
      return origin.of(used);
    }
    if (origin.isAwaited() && !askedForNext) {
      askedForNext = true; // One that refuses may do so with each of its statements.
      origin.of(used);
    }
    return null;
  }

  private @Nullable Object traced(
      String operation, Method method, @Nullable Object @Nullable [] args) throws Throwable {
    // Not below, nor before it is known whether below: without a statement nothing was done yet.
    Call call =
        Boolean.FALSE.equals(tracedBelow) ? Call.operation(origin.known(), operation) : null;
    if (call == null) {
      return plain(method, args);
    }
    try {
      Object result = plain(method, args);
      call.ended();
      return result;
    } catch (Throwable thrown) {
      throw Call.failed(call, thrown);
    }
  }
}
