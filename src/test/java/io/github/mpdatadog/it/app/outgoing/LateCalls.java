// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import jakarta.enterprise.concurrent.Asynchronous;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Calls that wait until the request that asked for them is over. */
@ApplicationScoped
public class LateCalls {
  private final Semaphore requestsOver = new Semaphore(0);

  public void requestIsOver() {
    requestsOver.release();
  }

  public String call(String base) {
    try (Client client = ClientBuilder.newClient()) {
      if (!requestsOver.tryAcquire(30, TimeUnit.SECONDS)) {
        return "never called";
      }
      client.target(base).request().get().close();
      return "answered";
    } catch (ProcessingException | InterruptedException failed) {
      return "failed";
    }
  }

  @Asynchronous
  public CompletableFuture<String> asynchronously(String base) {
    return Asynchronous.Result.complete(call(base));
  }
}
