// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateful;
import jakarta.inject.Inject;
import java.util.concurrent.Future;

/** Is deployed only where its interceptors can be written, and none is around a final method. */
@Stateful
@Asynchronous
public class AsyncVisit implements LocalVisit {
  @Inject Work work;

  @Override
  public Future<String> run() {
    return new AsyncResult<>(done());
  }

  protected final String done() {
    return work.run();
  }
}
