// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.batch;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Leaves what it is given wherever a job has room for it. */
@Named("preparation")
@Dependent
public class Preparation extends AbstractBatchlet {
  private final CountDownLatch stopped = new CountDownLatch(1);

  @Inject JobContext job;
  @Inject StepContext step;
  @Inject @BatchProperty String patient;
  @Inject @BatchProperty String mode;

  @Override
  public String process() throws Exception {
    job.setTransientUserData(patient);
    job.setExitStatus(patient);
    step.setTransientUserData(patient);
    step.setPersistentUserData(patient);
    step.setExitStatus(patient);
    if ("fail".equals(mode)) {
      throw new IllegalStateException("cannot prepare " + patient);
    }
    if ("wait".equals(mode)) {
      stopped.await(30, TimeUnit.SECONDS);
    }
    if ("call".equals(mode)) {
      call(patient);
    }
    return patient;
  }

  private static void call(String url) {
    try (Client client = ClientBuilder.newClient()) {
      client.target(url).request().get().close();
    } catch (ProcessingException unheard) {
      // It does without.
      return;
    }
  }

  @Override
  public void stop() {
    stopped.countDown();
  }
}
