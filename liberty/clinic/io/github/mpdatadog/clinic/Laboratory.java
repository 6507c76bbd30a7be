// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.clinic;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The laboratory as the clinic sees it, over HTTP. */
@RegisterRestClient(configKey = "laboratory")
@Path("/laboratory")
public interface Laboratory {

  @GET
  @Path("results/{mrn}")
  List<LabResult> results(@PathParam("mrn") String mrn, @QueryParam("name") String name);
}
