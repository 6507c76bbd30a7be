// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.faulttolerance.Asynchronous;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Calls on threads of Fault Tolerance, which no request begins or ends on. */
@ApplicationScoped
public class RetriedCalls {
  @Inject @RestClient OurRegistry ours;

  @Asynchronous
  @Retry(maxRetries = 2, delay = 1, jitter = 0)
  public CompletionStage<String> visit(String id) {
    return CompletableFuture.completedFuture(ours.visit(id));
  }
}
