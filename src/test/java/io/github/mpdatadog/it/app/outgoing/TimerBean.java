// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.inject.Inject;

/** Work that no request starts. */
@Singleton
public class TimerBean {
  @Resource TimerService timers;
  @Inject Work work;

  @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
  public void everyTwoSeconds() {
    work.run();
  }

  @Timeout
  public void timedOut(Timer timer) {
    work.run();
  }

  public void startTimer() {
    timers.createSingleActionTimer(1, new TimerConfig("patient", false));
  }
}
