// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Plain JAX-RS, with nothing of CDI or telemetry: it must run with every feature set. */
@Path("patients")
public class PatientResource {
  @GET
  @Path("{mrn}")
  public String patient(@PathParam("mrn") String mrn) {
    return "patient";
  }

  @Path("{mrn}/visits")
  public VisitResource visits(@PathParam("mrn") String mrn) {
    return new VisitResource();
  }

  @GET
  @Path("{mrn}/broken")
  public String broken(@PathParam("mrn") String mrn) {
    throw new IllegalStateException(
        "no chart for " + mrn, new IllegalArgumentException("Key (mrn)=(" + mrn + ")"));
  }

  @GET
  @Path("{mrn}/missing")
  public String missing(@PathParam("mrn") String mrn) {
    throw new NotFoundException("no patient " + mrn);
  }
}
