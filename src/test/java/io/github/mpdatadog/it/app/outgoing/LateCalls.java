// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import io.github.mpdatadog.rest.TracingClientFilter;
import jakarta.enterprise.concurrent.Asynchronous;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** Calls that wait until the request that asked for them is over. */
@ApplicationScoped
public class LateCalls {
  private final Semaphore requestsOver = new Semaphore(0);

  public void requestIsOver() {
    requestsOver.release();
  }

  /**
   * Calls an address.
   *
   * @param whom what calls, and the address behind a blank
   */
  public String call(String whom) {
    String base = whom.substring(whom.indexOf(' ') + 1);
    try {
      if (!requestsOver.tryAcquire(30, TimeUnit.SECONDS)) {
        return "never called";
      }
      switch (whom.substring(0, whom.indexOf(' '))) {
        case "jaxrs" -> call(ClientBuilder.newClient(), base);
        case "jaxrs-registered" ->
            call(ClientBuilder.newBuilder().register(TracingClientFilter.class).build(), base);
        default ->
            RestClientBuilder.newBuilder()
                .baseUri(URI.create(base))
                .build(Registry.class)
                .patient("17", "", "");
      }
      return "answered";
    } catch (ProcessingException | InterruptedException failed) {
      return "failed";
    }
  }

  private static void call(Client client, String base) {
    try (client) {
      client.target(base).request().get().close();
    }
  }

  @Asynchronous
  public CompletableFuture<String> asynchronously(String whom) {
    return Asynchronous.Result.complete(call(whom));
  }
}
