// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * For programs without CDI, which say themselves what makes their spans. On a server it is not
 * needed and not asked for: there each application's own OpenTelemetry is found. Thread-safe.
 */
public final class JdbcTelemetry {

  private static volatile @Nullable OpenTelemetry ours;

  /**
   * Makes spans for SQL with this OpenTelemetry wherever CDI gives none.
   *
   * @param openTelemetry null to make none again
   */
  public static void use(@Nullable OpenTelemetry openTelemetry) {
    ours = openTelemetry;
  }

  static @Nullable Tracer tracer(String scope) {
    OpenTelemetry now = ours;
    return now == null ? null : now.getTracer(scope);
  }

  private JdbcTelemetry() {}
}
