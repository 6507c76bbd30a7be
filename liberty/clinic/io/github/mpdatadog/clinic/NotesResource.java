// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.clinic;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The notes about one patient. */
@Produces(MediaType.APPLICATION_JSON)
public class NotesResource {

  private final List<Note> notes;

  NotesResource(List<Note> notes) {
    this.notes = notes;
  }

  @GET
  @Path("{id}")
  public Note note(@PathParam("id") int id) {
    return notes.stream()
        .filter(note -> note.id() == id)
        .findFirst()
        .orElseThrow(() -> new NotFoundException("no note " + id));
  }
}
