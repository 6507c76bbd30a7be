// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what another process does: by looking again, never by a fixed sleep. */
final class Waiting {
  private static final Duration STEP = Duration.ofMillis(50);

  private Waiting() {}

  static <T> Optional<T> upTo(Duration limit, Supplier<Optional<T>> look) {
    Instant end = Instant.now().plus(limit);
    Optional<T> seen = look.get();
    while (seen.isEmpty() && Instant.now().isBefore(end)) {
      pause(STEP);
      seen = look.get();
    }
    return seen;
  }

  static boolean until(Duration limit, BooleanSupplier condition) {
    return upTo(limit, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty())
        .isPresent();
  }

  /** For the absence of something: long enough that a batch would have been sent. */
  static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
