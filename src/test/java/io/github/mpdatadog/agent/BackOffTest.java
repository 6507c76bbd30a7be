// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackOffTest {
  private final BackOff backOff = new BackOff();

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE})
  void isClosedAtFirstWhateverTheClockSays(long now) {
    assertThat(backOff.isOpen(now)).isFalse();
  }

  @Test
  void doublesTo5SecondsAndForgets() {
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      millis.add(windowAfterFailure());
    }
    assertThat(millis).containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L, 5_000L, 5_000L);

    backOff.succeeded();

    assertThat(windowAfterFailure()).isEqualTo(250);
  }

  private long windowAfterFailure() {
    long start = Long.MAX_VALUE - 5; // the clock may overflow
    backOff.failed(start);
    long millis = 0;
    while (backOff.isOpen(start + TimeUnit.MILLISECONDS.toNanos(millis))) {
      millis++;
    }
    return millis;
  }
}
