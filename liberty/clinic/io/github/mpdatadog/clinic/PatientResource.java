// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.clinic;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Collection;

/** Patients by number and by name. */
@RequestScoped
@Path("/patients")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PatientResource {

  @Inject Patients patients;
  @Inject RiskScore riskScore;
  @Inject Admissions admissions;

  @GET
  @Path("{mrn}")
  public PatientFile file(@PathParam("mrn") String mrn) {
    Patient patient = patients.byMrn(mrn);
    return new PatientFile(patient, riskScore.compute(patient));
  }

  @GET
  public Collection<Patient> search(@QueryParam("name") @DefaultValue("") String name) {
    return patients.byName(name);
  }

  @POST
  public Response admit(Patient patient) {
    patients.admit(patient);
    admissions.announce(patient);
    return Response.created(URI.create("patients/" + patient.mrn())).build();
  }

  /** A sub-resource locator: the runtime knows the route only piece by piece. */
  @Path("{mrn}/notes")
  public NotesResource notes(@PathParam("mrn") String mrn) {
    return new NotesResource(patients.notes(patients.byMrn(mrn)));
  }

  @GET
  @Path("{mrn}/history")
  public Response history(@PathParam("mrn") String mrn) {
    throw new HistoryUnavailableException(patients.byMrn(mrn));
  }
}
