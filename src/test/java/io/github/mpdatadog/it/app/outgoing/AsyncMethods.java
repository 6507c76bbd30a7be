// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import jakarta.enterprise.concurrent.Asynchronous;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The other two annotations of the name. */
@ApplicationScoped
public class AsyncMethods {
  @Inject Work work;

  @Asynchronous
  public CompletableFuture<String> concurrency() {
    return Asynchronous.Result.complete(work.run());
  }

  @org.eclipse.microprofile.faulttolerance.Asynchronous
  public CompletionStage<String> faultTolerance() {
    return CompletableFuture.completedFuture(work.run());
  }
}
