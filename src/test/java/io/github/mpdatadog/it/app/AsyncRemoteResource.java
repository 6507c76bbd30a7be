// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import io.github.mpdatadog.it.app.outgoing.Registry;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** Calls a port at which no one listens, and does not wait on the thread that calls. */
@Path("async-remote")
public class AsyncRemoteResource {
  @POST
  public String refused(String text) throws InterruptedException {
    Registry registry =
        RestClientBuilder.newBuilder()
            .baseUri(URI.create("http://localhost:1/"))
            .build(Registry.class);
    try {
      return registry.chart(text).toCompletableFuture().get();
    } catch (ExecutionException expected) {
      return "refused";
    }
  }
}
