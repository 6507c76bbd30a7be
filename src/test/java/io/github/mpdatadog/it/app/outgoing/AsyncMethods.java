// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import jakarta.enterprise.concurrent.Asynchronous;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

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

  private final AtomicInteger attempts = new AtomicInteger();

  @org.eclipse.microprofile.faulttolerance.Asynchronous
  @Retry(maxRetries = 2, delay = 1, jitter = 0)
  public CompletionStage<String> retried() {
    if (attempts.incrementAndGet() % 3 != 0) {
      throw new IllegalStateException("not yet");
    }
    return CompletableFuture.completedFuture(work.run());
  }

  @org.eclipse.microprofile.faulttolerance.Asynchronous
  @Bulkhead(value = 1, waitingTaskQueue = 2)
  public CompletionStage<String> inBulkhead() {
    return CompletableFuture.completedFuture(work.run());
  }

  @Timeout(200)
  @Fallback(fallbackMethod = "instead")
  public String interrupted() throws InterruptedException {
    new CountDownLatch(1).await();
    return "never";
  }

  public String instead() {
    return work.run();
  }
}
