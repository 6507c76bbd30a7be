// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import jakarta.enterprise.concurrent.Asynchronous;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;

/** Is deployed only where all of its interceptors can be written. */
@SessionScoped
public class SessionMethods implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject Work work;

  @Asynchronous
  public CompletableFuture<String> run() {
    return Asynchronous.Result.complete(work.run());
  }
}
