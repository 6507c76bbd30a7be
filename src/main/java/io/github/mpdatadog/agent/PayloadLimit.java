// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import java.util.concurrent.TimeUnit;

/**
 * How large a payload may become, and with it a span: 1 MiB, far below the Agent's 25 MB. Halved
 * whenever one was found too large, down to 64 KiB; doubled after ten minutes in which none was,
 * since a proxy may have been changed, and large spans are lost until then.
 */
final class PayloadLimit {
  private static final int LARGEST = 1024 * 1024;
  private static final int SMALLEST = 64 * 1024;
  private static final long QUIET = TimeUnit.MINUTES.toNanos(10);

  private int bytes = LARGEST;
  private long since;

  int bytes() {
    return bytes;
  }

  void refused(long now) {
    bytes = Math.max(SMALLEST, bytes / 2);
    since = now;
  }

  /** Once for each batch, whether or not one can be sent. */
  void pass(long now) {
    if (bytes < LARGEST && now - since >= QUIET) {
      bytes *= 2;
      since = now;
    }
  }
}
