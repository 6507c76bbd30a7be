// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * When something that failed is tried again on the thread of a request: after a second, and then
 * ever more rarely, up to once a minute. Thread-safe; mostly costs a look at the clock. Not an API.
 */
public final class Retry {

  private static final long FIRST_NANOS = 1_000_000_000L;
  private static final long LONGEST_NANOS = 60 * FIRST_NANOS;

  private final LongSupplier nanoTime;
  private final AtomicLong due;
  private volatile long pause = FIRST_NANOS;

  /**
   * The first attempt is due at once.
   *
   * @param nanoTime as {@link System#nanoTime()}
   */
  public Retry(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.due = new AtomicLong(nanoTime.getAsLong());
  }

  /** Whether the calling thread shall try now; of several that ask at once, one shall. */
  public boolean isDue() {
    long now = nanoTime.getAsLong();
    long planned = due.get();
    if (now - planned < 0 || !due.compareAndSet(planned, now + pause)) {
      return false;
    }
    pause = Math.min(2 * pause, LONGEST_NANOS);
    return true;
  }
}
