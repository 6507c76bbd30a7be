// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.propagation.Destinations;
import io.github.mpdatadog.propagation.GuardedPropagator;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.CDI;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which requests of one application may carry trace headers, and the headers themselves, whatever
 * client sends them. Thread-safe.
 */
final class TraceHeaders {

  private final Destinations destinations;
  private volatile @Nullable OpenTelemetry openTelemetry;

  private TraceHeaders(List<String> hosts, @Nullable OpenTelemetry openTelemetry) {
    this.destinations = new Destinations(hosts);
    this.openTelemetry = openTelemetry;
  }

  /** Of the application that was configured so. */
  static TraceHeaders configured(DatadogSettings settings) {
    List<String> hosts = new ArrayList<>(settings.propagation().hostPatterns());
    hosts.addAll(settings.propagation().restClientHosts());
    return new TraceHeaders(hosts, null);
  }

  static TraceHeaders of(OpenTelemetry openTelemetry, Collection<String> hosts) {
    return new TraceHeaders(List.copyOf(hosts), openTelemetry);
  }

  /**
   * The application's, through its beans.
   *
   * @throws IllegalStateException where no application is known
   */
  OpenTelemetry openTelemetry() {
    OpenTelemetry applications = openTelemetry;
    if (applications == null) {
      applications = CDI.current().select(OpenTelemetry.class, Default.Literal.INSTANCE).get();
      openTelemetry = applications;
    }
    return applications;
  }

  boolean mayGoTo(URI uri) {
    return destinations.areOurs(uri);
  }

  /** Only for what {@link #mayGoTo} has said yes to. */
  <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
    openTelemetry()
        .getPropagators()
        .getTextMapPropagator()
        .inject(GuardedPropagator.toUs(context), carrier, setter);
  }

  /** Of any style that we write, whoever wrote it. */
  static boolean isTraceHeader(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return name.startsWith("x-datadog-")
        || name.startsWith("x-b3-")
        || name.equals("b3")
        || name.equals("traceparent")
        || name.equals("tracestate")
        || name.equals("baggage");
  }
}
