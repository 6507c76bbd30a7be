// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells the operator once when traces begin to be lost, and once when that is over.
 *
 * <p>An Agent that comes and goes is reported at most once a minute. Not thread-safe.
 */
final class AgentWatch {
  private static final Logger LOGGER = Logger.getLogger(AgentWatch.class.getName());
  private static final long QUIET = TimeUnit.MINUTES.toNanos(1);

  private final AgentAddress address;
  private boolean everWarned;
  private boolean warned;
  private long warnedAt;
  private long lost;

  AgentWatch(AgentAddress address) {
    this.address = address;
  }

  void lost(DropReason reason, int spans, long now) {
    lost += spans;
    if (reason == DropReason.SHUTDOWN || reason == DropReason.NOT_ENCODABLE || warned) {
      return;
    }
    if (!everWarned || now - warnedAt > QUIET) {
      everWarned = true;
      warned = true;
      warnedAt = now;
      LOGGER.log(
          Level.WARNING,
          "MPDD0301W: Spans are being lost: the Datadog Agent at {0} did not take them, {1}. Is the"
              + " Agent running there? If not, start it or set dd.trace.agent.url to where it"
              + " listens. This is not repeated until it is over.",
          new Object[] {address, reason.finding});
    }
  }

  void delivered() {
    if (warned) {
      LOGGER.log(
          Level.INFO,
          "MPDD0302I: The Datadog Agent at {0} takes spans again; {1} were lost. Nothing to do.",
          new Object[] {address, Long.toString(lost)});
      warned = false;
    }
    lost = 0;
  }
}
