// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection: its statements are traced, and so is the end of a transaction. */
final class ConnectionHandler extends Handler {

  private static final long serialVersionUID = 1L;

  private final Origin origin;

  /** Told of each prepared statement; null where no one listens to events about them. */
  private final transient @Nullable Map<Object, WeakReference<Object>> statements;

  ConnectionHandler(
      Connection delegate, Origin origin, @Nullable Map<Object, WeakReference<Object>> statements) {
    super(delegate);
    this.origin = origin;
    this.statements = statements;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    return switch (method.getName()) {
      case "createStatement", "prepareStatement", "prepareCall" -> {
        String sql = args != null && args[0] instanceof String s ? s : null;
        Object statement = plain(method, args);
        Object traced =
            StatementHandler.wrap(statement, proxy, sql, origin.of((Connection) delegate));
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

  private @Nullable Object traced(
      String operation, Method method, @Nullable Object @Nullable [] args) throws Throwable {
    Call call = Call.operation(origin.known(), operation);
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
