// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** The same service below a path of its own, and what is within that. */
@Path("wards")
public interface WardRegistry extends Registry {
  @Path("{ward}/beds")
  Beds beds(@PathParam("ward") String ward);

  /** Of one ward. */
  interface Beds {
    @GET
    @Path("{bed}")
    String bed(@PathParam("bed") String bed);
  }

  /** The same service without a path. */
  interface Plain extends Registry {}
}
