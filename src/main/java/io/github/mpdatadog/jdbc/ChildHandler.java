// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.lang.reflect.Method;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;

/**
 * What knows the statement or connection it came from, which must be the traced one: result sets
 * and metadata.
 */
final class ChildHandler extends Handler {

  private static final long serialVersionUID = 1L;

  private final Object parent;

  private ChildHandler(Object delegate, Object parent) {
    super(delegate);
    this.parent = parent;
  }

  static @Nullable Object wrap(@Nullable Object result, Object parent) {
    return result instanceof ResultSet || result instanceof DatabaseMetaData
        ? Proxies.of(new ChildHandler(result, parent))
        : result;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (args != null) {
      return common(proxy, method, args);
    }
    return switch (method.getName()) {
      // Asked all the same: where it is closed, the driver says so.
      case "getStatement", "getConnection" -> plain(method, null) == null ? null : parent;
      default -> plain(method, null);
    };
  }
}
