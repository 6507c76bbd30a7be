// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.io.IOException;

/**
 * Stands in every REST client for what decides about trace headers, which {@link OutgoingFeature}
 * has left in the client's configuration. Found through {@code META-INF/services}, which names
 * filters of clients by their class only; the server looks at it as well, and never calls it there.
 *
 * <p>Where several applications of a server have this jar, a client may have the filter of another
 * one: RESTEasy takes the filters of a client that is made outside of a request from the
 * application that was first. Its configuration is always its own. So this keeps nothing, and asks
 * the client.
 *
 * <p>Thread-safe. Links no OpenTelemetry. Called by the server.
 */
@Priority(Integer.MAX_VALUE) // after the server's filter, which makes the span, and the user's own
public class OutgoingFilter implements ClientRequestFilter, ClientResponseFilter {

  /** For the service loader. */
  public OutgoingFilter() {
    ClientEngine.filterMade();
  }

  @Override
  public void filter(ClientRequestContext request) throws IOException {
    if (OutgoingFeature.of(request) instanceof ClientRequestFilter calls) {
      calls.filter(request);
    }
  }

  @Override
  public void filter(ClientRequestContext request, ClientResponseContext response)
      throws IOException {
    if (OutgoingFeature.of(request) instanceof ClientResponseFilter calls) {
      calls.filter(request, response);
    }
  }
}
