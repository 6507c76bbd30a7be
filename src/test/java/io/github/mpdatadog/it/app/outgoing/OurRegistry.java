// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Its host is configured, which makes it ours. */
@RegisterRestClient(configKey = "our-registry")
@Path("ours")
public interface OurRegistry {
  @GET
  @Path("visits/{id: \\d+}")
  String visit(@PathParam("id") String id);

  @GET
  @Path("retried/{id}")
  @Retry(maxRetries = 2, delay = 1)
  String retried(@PathParam("id") String id);
}
