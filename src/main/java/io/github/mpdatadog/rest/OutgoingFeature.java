// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.github.mpdatadog.config.DatadogSettings;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import org.jspecify.annotations.Nullable;

/**
 * Leaves what decides about trace headers in the configuration of each REST client of an
 * application, where tracing is on. Found through {@code META-INF/services} by the class loader of
 * the thread that makes the application's first client. Links no OpenTelemetry. Called by the
 * server.
 */
public final class OutgoingFeature implements Feature {

  private static final String PROPERTY = "io.github.mpdatadog.rest.outgoing";

  /** For the service loader. */
  public OutgoingFeature() {}

  @Override
  public boolean configure(FeatureContext context) {
    boolean client = context.getConfiguration().getRuntimeType() == RuntimeType.CLIENT;
    DatadogSettings settings = client ? Switch.settings() : null;
    if (settings == null) {
      return false;
    }
    context.property(PROPERTY, OutgoingCalls.configured(settings));
    return true;
  }

  /** A filter, by the copy of this jar that the client's application has; null without tracing. */
  static @Nullable Object of(ClientRequestContext request) {
    return request.getConfiguration().getProperty(PROPERTY);
  }
}
