// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
  private final RateLimit limit = new RateLimit(2, clock::get);

  @Test
  void letsItsNumberThroughInEachSecond() {
    assertThat(IntStream.range(0, 4).mapToObj(i -> limit.ask().granted()))
        .containsExactly(true, true, false, false);
    clock.addAndGet(999_999_999L);
    assertThat(limit.ask().granted()).isFalse();
    clock.addAndGet(1);
    assertThat(limit.ask().granted()).isTrue();
  }

  /** A thread that read the clock before the second ended, and asks after the others. */
  @Test
  void aSecondThatIsOverDoesNotBeginAgain() {
    clock.addAndGet(1_000_000_000L);
    assertThat(limit.ask().granted()).isTrue();
    clock.addAndGet(-1);
    assertThat(limit.ask().granted()).isTrue();
    clock.addAndGet(1);
    assertThat(limit.ask().granted()).isFalse();
  }

  @Test
  void tellsTheShareThatGetsThrough() {
    assertThat(IntStream.range(0, 4).mapToDouble(i -> limit.ask().share()).toArray())
        .containsExactly(1, 1, 2.0 / 3, 0.5);
  }

  @Test
  void countsForAllThreads() {
    RateLimit many = new RateLimit(1000, clock::get);

    assertThat(IntStream.range(0, 50_000).parallel().filter(i -> many.ask().granted()).count())
        .isEqualTo(1000);
  }

  @Test
  void zeroIsNoLimit() {
    assertThat(new RateLimit(0, clock::get).isOff()).isTrue();
    assertThat(limit.isOff()).isFalse();
  }
}
