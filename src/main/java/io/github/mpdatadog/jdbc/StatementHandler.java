// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.lang.reflect.Method;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement of any kind. Not thread-safe where JDBC's own are not. */
final class StatementHandler extends Handler {

  private static final long serialVersionUID = 1L;

  /** Different statements of one batch that are remembered; all of them are counted. */
  private static final int MOST_STATEMENTS = 8;

  private final Object connection;
  private final @Nullable String prepared;

  /** Null where another wrapper traces this. */
  private final @Nullable Target target;

  private List<String> added = List.of();
  private int batchSize;

  private StatementHandler(
      Object delegate, Object connection, @Nullable String prepared, @Nullable Target target) {
    super(delegate);
    this.connection = connection;
    this.prepared = prepared;
    this.target = target;
  }

  static @Nullable Object wrap(
      @Nullable Object result,
      Object connection,
      @Nullable String prepared,
      @Nullable Target target) {
    return result instanceof Statement
        ? Proxies.of(new StatementHandler(result, connection, prepared, target))
        : result;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    return switch (method.getName()) {
      case "execute", "executeQuery", "executeUpdate", "executeLargeUpdate" -> {
        String sql = args != null && args[0] instanceof String given ? given : prepared;
        yield traced(proxy, method, args, target == null ? null : Call.statement(target, sql));
      }
      case "executeBatch", "executeLargeBatch" -> {
        Call batch = target == null ? null : Call.batch(target, prepared, added, batchSize);
        clearBatch();
        yield traced(proxy, method, args, batch);
      }
      case "addBatch" -> {
        Object done = plain(method, args);
        add(args);
        yield done;
      }
      case "clearBatch" -> {
        clearBatch();
        yield plain(method, args);
      }
      case "getResultSet", "getGeneratedKeys" -> ChildHandler.wrap(plain(method, args), proxy);
      case "getConnection" -> plain(method, args) == null ? null : connection;
      default -> common(proxy, method, args);
    };
  }

  private @Nullable Object traced(
      Object proxy, Method method, @Nullable Object @Nullable [] args, @Nullable Call call)
      throws Throwable {
    if (call == null) {
      return ChildHandler.wrap(plain(method, args), proxy);
    }
    try {
      Object result = plain(method, args);
      call.rows(result);
      call.ended();
      return ChildHandler.wrap(result, proxy);
    } catch (Throwable thrown) {
      throw Call.failed(call, thrown);
    }
  }

  private void add(@Nullable Object @Nullable [] args) {
    batchSize++;
    if (args != null && args.length == 1 && args[0] instanceof String sql) {
      added = added.isEmpty() ? new ArrayList<>(2) : added;
      if (added.size() < MOST_STATEMENTS && !added.contains(sql)) {
        added.add(sql);
      }
    }
  }

  private void clearBatch() {
    batchSize = 0;
    added = List.of();
  }
}
