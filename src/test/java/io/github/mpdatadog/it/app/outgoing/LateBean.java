// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import jakarta.annotation.Resource;
import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.inject.Inject;
import java.util.concurrent.Future;

/** Calls that have a trace of their own. */
@Stateless
public class LateBean {
  @Resource TimerService timers;
  @Inject LateCalls calls;

  @Asynchronous
  public Future<String> call(String whom) {
    return new AsyncResult<>(calls.call(whom));
  }

  public void startTimer(String whom) {
    timers.createSingleActionTimer(1, new TimerConfig(whom, false));
  }

  @Timeout
  public void timedOut(Timer timer) {
    calls.call((String) timer.getInfo());
  }
}
