// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.clinic;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The laboratory itself. It lives in the same server only to keep the demo small. */
@RequestScoped
@Path("/laboratory")
@Produces(MediaType.APPLICATION_JSON)
public class LaboratoryResource {

  @GET
  @Path("results/{mrn}")
  public List<LabResult> results(@PathParam("mrn") String mrn) {
    if (mrn.equals("MRN-00018")) {
      throw new ServiceUnavailableException("analyser down, ask again for " + mrn);
    }
    return List.of(
        new LabResult("troponin", 0.04, "ng/mL"), new LabResult("potassium", 4.1, "mmol/L"));
  }
}
