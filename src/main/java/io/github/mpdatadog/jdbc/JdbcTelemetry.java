// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * For programs without CDI, which say themselves what makes their spans. On a server it is not
 * needed and not asked for: there each application's own OpenTelemetry is found. Thread-safe.
 */
public final class JdbcTelemetry {

  private static volatile @Nullable OpenTelemetry ours;

  /** Owns the words of the URLs, for as long as it is here. */
  @SuppressWarnings("UnusedVariable")
  private static volatile Object configuration = new Object();

  /**
   * Makes spans for SQL with this OpenTelemetry wherever CDI gives none.
   *
   * @param openTelemetry null to make none again
   * @param configuredUrls JDBC URLs that an operator wrote, with or without {@code datadog:}. The
   *     names of their databases and hosts may leave, those of no other do. User names, passwords
   *     and parameters are not looked at. Each call replaces those of the call before. Never pass a
   *     URL that is made of data
   */
  public static void use(@Nullable OpenTelemetry openTelemetry, String... configuredUrls) {
    Object owner = new Object();
    Target.declare(owner, Stream.of(configuredUrls).map(DatabaseUrl::parse).toList());
    configuration = owner;
    ours = openTelemetry;
  }

  static @Nullable Tracer tracer(String scope) {
    OpenTelemetry now = ours;
    return now == null ? null : now.getTracer(scope);
  }

  private JdbcTelemetry() {}
}
