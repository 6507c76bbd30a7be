// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.logging.Logger;

/** Writes a line to the server's log. */
@Path("logging")
public class LoggingResource {
  @POST
  public String log() {
    Logger.getLogger("ward").info("a line of a request");
    return "logged";
  }
}
