// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.reactive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** A channel that stays in the application. */
@Path("memory")
@ApplicationScoped
public class MemoryResource {
  private volatile String got = "";

  @Inject
  @Channel("memory")
  Emitter<String> memory;

  @POST
  public String send(String text) {
    memory.send(text).toCompletableFuture().join();
    return got;
  }

  @Incoming("memory")
  public void take(String text) {
    got = "got " + text;
  }
}
