// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Class loaders of undeployed applications that a server still holds, as its probe counts them. */
final class LoadersLeft {
  /**
   * The server itself may hold on to the last one, for example in a pooled thread; it does so with
   * an application without the library as well.
   */
  static final int HELD_BY_SERVER = 1;

  private LoadersLeft() {}

  static long count(RawHttp server) {
    return Long.parseLong(server.get("/probe/loaders").body().strip());
  }

  static void assertAtMost(long most, RawHttp server, Duration limit) {
    assertThat(Waiting.until(limit, () -> count(server) <= most))
        .as(() -> "class loaders left: " + count(server) + ", at most expected: " + most)
        .isTrue();
  }
}
