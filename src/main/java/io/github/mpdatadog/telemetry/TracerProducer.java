// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.github.mpdatadog.config.Datadog;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;

/**
 * Produces {@code @Datadog Tracer}. It makes spans of the application's own SDK, and none where
 * tracing is off. Called by the server.
 */
public class TracerProducer {

  private static final String SCOPE = "io.github.mpdatadog";

  /** For CDI. */
  public TracerProducer() {}

  /** Asked for each injection point: an OpenTelemetry must never be shared across applications. */
  @Produces
  @Datadog
  Tracer tracer(@Any Instance<OpenTelemetry> openTelemetry) {
    return ServersTelemetry.of(openTelemetry).getTracer(SCOPE);
  }
}
