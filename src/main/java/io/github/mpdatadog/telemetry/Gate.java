// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.github.mpdatadog.config.OnBypass;
import java.util.List;

/**
 * Whether anything may leave. It is shared by the sampler, which starts no more spans once the gate
 * is closed, and the exporters, which send no more. It never opens again.
 *
 * <p>Thread-safe.
 */
final class Gate {

  private final OnBypass onBypass;
  private volatile boolean closed;

  Gate(OnBypass onBypass) {
    this.onBypass = onBypass;
  }

  boolean isClosed() {
    return closed;
  }

  /** Told of processors or exporters that spans reach around the gate, by their class names. */
  void bypassed(List<String> unguarded) {
    if (onBypass == OnBypass.WARN) {
      Messages.pipelineBypassed(unguarded);
    } else {
      closed = true;
      Messages.pipelineClosed(unguarded);
    }
  }

  /** Whether a pipeline with these parts may be built at all. */
  boolean admits(List<String> unguarded) {
    return unguarded.isEmpty() || onBypass == OnBypass.WARN;
  }
}
