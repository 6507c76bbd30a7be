// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.concurrent.CompletionStage;

/** Someone else's service, as a programmer declares it. */
@Path("registry")
public interface Registry {
  @GET
  @Path("patients/{mrn}")
  String patient(
      @PathParam("mrn") String mrn,
      @QueryParam("name") String name,
      @HeaderParam("X-Patient") String header);

  @GET
  @Path("charts/{mrn}")
  CompletionStage<String> chart(@PathParam("mrn") String mrn);
}
