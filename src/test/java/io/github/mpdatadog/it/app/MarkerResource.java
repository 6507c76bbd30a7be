// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Called last: when its span has arrived, those of earlier requests have been sent as well. */
@Path("marker")
public class MarkerResource {
  @GET
  public String mark() {
    return "marked";
  }
}
