// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells {@link TracingDriver} and the data sources of this package which OpenTelemetry makes their
 * spans, in a program without CDI. On a server it is not needed: there each application's own is
 * found. Thread-safe.
 */
public final class JdbcTelemetry {

  private static volatile @Nullable OpenTelemetry ours;

  /** Owns the words of the URLs, for as long as it is here. */
  @SuppressWarnings("UnusedVariable")
  private static volatile Object configuration = new Object();

  /**
   * Makes spans for SQL with this OpenTelemetry wherever CDI gives none. Each call replaces what
   * the call before it said. Spans are made only where the key is set, as {@code DD_API_KEY} or as
   * the system property {@code dd.api.key}.
   *
   * @param openTelemetry makes the spans; null to make none again
   * @param configuredUrls JDBC URLs that an operator wrote, with or without {@code datadog:}. The
   *     names of their databases and hosts may leave, and no others. User names, passwords and
   *     parameters are not looked at. Never pass a URL that is made of data
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
