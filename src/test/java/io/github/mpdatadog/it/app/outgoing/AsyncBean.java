// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import jakarta.ejb.AsyncResult;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.concurrent.Future;

@Stateless
public class AsyncBean {
  @Inject Work work;

  @jakarta.ejb.Asynchronous
  public Future<String> run() {
    return new AsyncResult<>(work.run());
  }
}
