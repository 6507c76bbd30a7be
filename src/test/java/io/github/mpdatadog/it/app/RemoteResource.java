// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

/** Calls itself with user input in the URL, and a port at which no one listens. */
@Path("remote")
public class RemoteResource {
  @POST
  @Path("self")
  public String self(String text, @Context UriInfo uri) {
    try (Client client = ClientBuilder.newClient()) {
      return "called, "
          + client
              .target(uri.getBaseUri())
              .path("patients/{mrn}")
              .resolveTemplate("mrn", text)
              .queryParam("ssn", "{ssn}")
              .resolveTemplate("ssn", text)
              .request()
              .header("X-Patient", text.replaceAll("[^ -~]", "_"))
              .get()
              .getStatus();
    }
  }

  @POST
  @Path("refused")
  public String refused(String text) {
    try (Client client = ClientBuilder.newClient()) {
      client.target("http://localhost:1/").path(text).queryParam("q", "x").request().get();
      return "answered";
    } catch (ProcessingException expected) {
      return "refused";
    }
  }
}
