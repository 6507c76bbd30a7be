// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static java.util.logging.Level.FINE;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.logging.Logger;

/**
 * The first line for matched requests: overwrites the server's raw path with the route, and tells
 * the gate the route under a key that the server never sets; name and {@code http.route} it may set
 * again, in a filter of its own or when it ends the span. Comes before all others, for a filter of
 * the application may refuse the request; one that is {@code @PreMatching} does so without a route.
 */
final class RouteFilter implements ContainerRequestFilter, ContainerResponseFilter {

  static final AttributeKey<String> HTTP_ROUTE = AttributeKey.stringKey("http.route");
  static final AttributeKey<String> OUR_ROUTE = AttributeKey.stringKey("io.github.mpdatadog.route");

  /** First of the filters of requests, and of those of answers. */
  static final Map<Class<?>, Integer> PRIORITIES =
      Map.of(
          ContainerRequestFilter.class,
          Integer.MIN_VALUE,
          ContainerResponseFilter.class,
          Integer.MAX_VALUE);

  private static final Logger LOG = Logger.getLogger(RouteFilter.class.getName());

  private final Routes routes;
  private final Class<?> resourceClass;
  private final Method method;

  RouteFilter(Routes routes, ResourceInfo resource) {
    this.routes = routes;
    this.resourceClass = resource.getResourceClass();
    this.method = resource.getResourceMethod();
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    FailedRequest.endCalls();
  }

  @Override
  public void filter(ContainerRequestContext request) {
    try {
      Span span = Span.current();
      if (!span.isRecording()) {
        return;
      }
      String route = routes.of(request.getUriInfo(), resourceClass, method);
      span.setAttribute(OUR_ROUTE, route);
      span.setAttribute(HTTP_ROUTE, route);
      span.setAttribute(RawUrlFilter.URL_PATH, route);
      span.updateName(request.getMethod() + " " + route);
    } catch (RuntimeException | LinkageError unusual) {
      // A request must never fail because of its trace; the gate drops what is not verified.
      LOG.log(FINE, "No route for this request: {0}", unusual.getClass());
    }
  }
}
