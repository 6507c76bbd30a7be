// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.github.mpdatadog.privacy.Vocabulary;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import org.jspecify.annotations.Nullable;

/**
 * Registers the route filter for each resource method, where tracing is on. Found through {@code
 * META-INF/services}, which also works in an EAR's {@code lib} and beside an application that lists
 * its own classes. Called by the server.
 */
public final class TracingFeature implements DynamicFeature {

  private @Nullable Routes routes;
  private @Nullable Boolean enabled;

  /** For the service loader. */
  public TracingFeature() {}

  @Override
  public synchronized void configure(ResourceInfo resource, FeatureContext context) {
    if (enabled == null) {
      enabled = Switch.isOn();
    }
    if (enabled) {
      routes = routes == null ? new Routes(Vocabulary.shared()) : routes;
      context.register(new RouteFilter(routes, resource), RouteFilter.PRIORITIES);
    }
  }
}
