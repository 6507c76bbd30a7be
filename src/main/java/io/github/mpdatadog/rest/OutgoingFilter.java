// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.github.mpdatadog.config.DatadogSettings;
import jakarta.annotation.Priority;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Stands in every REST client, where tracing is on, for what decides about trace headers. Found
 * through {@code META-INF/services}, which names filters of clients by their class only; the server
 * looks at it as well, and never calls it there.
 *
 * <p>Thread-safe. Links no OpenTelemetry.
 */
@Priority(Integer.MAX_VALUE) // after the server's filter, which makes the span, and the user's own
public final class OutgoingFilter implements ClientRequestFilter, ClientResponseFilter {

  private static final ClientRequestFilter NOTHING = request -> {};

  private volatile @Nullable ClientRequestFilter decided;

  /** For the service loader. */
  public OutgoingFilter() {
    ClientEngine.used();
  }

  @Override
  public void filter(ClientRequestContext request) throws IOException {
    ClientRequestFilter filter = decided;
    if (filter == null) {
      DatadogSettings settings = Switch.settings();
      filter = settings == null ? NOTHING : OutgoingCalls.configured(settings);
      decided = filter;
    }
    filter.filter(request);
  }

  @Override
  public void filter(ClientRequestContext request, ClientResponseContext response)
      throws IOException {
    if (decided instanceof ClientResponseFilter filter) {
      filter.filter(request, response);
    }
  }
}
