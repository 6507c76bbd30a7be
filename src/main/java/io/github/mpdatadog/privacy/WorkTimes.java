// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.concurrent.TimeUnit;

/**
 * The times of a span, if they are those of work that was just done. Code can give a span or event
 * any time, as that of the record it is about, and a date of a patient is an identifier (45 CFR
 * 164.514(b)(2)(i)(C)). In nanoseconds since the epoch.
 */
record WorkTimes(long start, long end, long givenEnd) {

  /** What began within a day tells no other date than what it is exported on. */
  static final long LONGEST = TimeUnit.DAYS.toNanos(1);

  /** Clocks are set, and spans wait for the exporter. */
  private static final long EARLY = TimeUnit.MINUTES.toNanos(1);

  static WorkTimes of(SpanData span, long now) {
    return new WorkTimes(start(span, now), end(span, now), span.getEndEpochNanos());
  }

  static long start(SpanData span, long now) {
    return end(span, now) - before(span.getEndEpochNanos(), span.getStartEpochNanos());
  }

  static long end(SpanData span, long now) {
    long given = span.getEndEpochNanos();
    boolean recent = given >= now - LONGEST && given <= now + EARLY;
    return recent ? given : now;
  }

  /** Of an event, which cannot be outside of its span. */
  long within(long given) {
    return Math.max(start, end - before(givenEnd, given));
  }

  /** How long, and not longer than that. */
  private static long before(long end, long start) {
    long duration = end - start;
    if (start >= end) {
      return 0;
    }
    return duration < 0 ? LONGEST : Math.min(duration, LONGEST); // an overflow is long as well
  }
}
