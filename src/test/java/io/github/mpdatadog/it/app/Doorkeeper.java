// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Refuses requests that have found their resource, as an application checks who may see what. */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class Doorkeeper implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    String access = request.getHeaderString("X-Access");
    if ("none".equals(access)) {
      request.abortWith(Response.status(Response.Status.FORBIDDEN).build());
    } else if ("broken".equals(access)) {
      throw new IllegalStateException("no directory of staff");
    }
  }
}
