// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Reached through a sub-resource locator only. */
public class VisitResource {
  @GET
  @Path("{visit}")
  public String visit(@PathParam("visit") String visit) {
    return "visit";
  }

  @Path("{visit}/notes")
  public NoteResource notes() {
    return new NoteResource();
  }

  /** A locator behind a locator. */
  public static class NoteResource {
    @GET
    @Path("{note}")
    public String note(@PathParam("note") String note) {
      return "note";
    }
  }
}
