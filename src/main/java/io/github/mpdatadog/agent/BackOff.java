// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import java.util.concurrent.TimeUnit;

/** After a failure, a window in which nothing is tried: 250 ms, doubling to 5 s. */
final class BackOff {
  private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);

  private long delay;
  private long since;

  /** Whether it is too early to try again. */
  boolean isOpen(long now) {
    return delay > 0 && now - since < delay;
  }

  void failed(long now) {
    delay = delay == 0 ? FIRST : Math.min(2 * delay, LONGEST);
    since = now;
  }

  void succeeded() {
    delay = 0;
  }
}
