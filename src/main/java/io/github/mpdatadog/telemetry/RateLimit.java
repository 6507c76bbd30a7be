// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets a number of traces through in each second. Thread-safe, without locks. */
final class RateLimit {

  private static final long NANOS = 1_000_000_000L;
  private static final int COUNT_BITS = 32;

  private final int limit;
  private final LongSupplier nanoTime;
  private final long start;

  /** The second in the upper half, what was asked for in it in the lower. */
  private final AtomicLong state = new AtomicLong();

  /**
   * @param limit traces a second; 0 for no limit
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  RateLimit(int limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  boolean isOff() {
    return limit == 0;
  }

  /**
   * What became of one trace.
   *
   * @param granted whether it gets through
   * @param share of this second's traces that get through, more than 0 and at most 1
   */
  record Answer(boolean granted, double share) {}

  /** Asks for one trace more; not where {@link #isOff()}. */
  Answer ask() {
    long second = (nanoTime.getAsLong() - start) / NANOS;
    long asked =
        state.updateAndGet(
            // Later than what this thread has read, where another was faster.
            before -> before >>> COUNT_BITS >= second ? before + 1 : (second << COUNT_BITS) + 1);
    long count = asked & 0xffff_ffffL;
    return new Answer(count <= limit, Math.min(1, (double) limit / count));
  }
}
