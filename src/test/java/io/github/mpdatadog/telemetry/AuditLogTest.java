// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.config.OnBypass;
import io.github.mpdatadog.privacy.Ledger;
import io.github.mpdatadog.privacy.Policy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditLogTest {

  private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

  private final List<String> lines = new ArrayList<>();
  private final SettableClock clock = new SettableClock();
  private final Account account =
      new Account("clinic", Policy.strict(), new Ledger(), new Gate(OnBypass.FAIL), START);
  private final AuditLog audit = new AuditLog(account, Duration.ofHours(1), clock, lines::add);

  private static final class SettableClock extends Clock {
    private Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private void tickAfter(Duration time) {
    clock.now = clock.now.plus(time);
    audit.tick();
  }

  @Test
  void aLineIsWrittenOncePerIntervalAndOnceAtTheEnd() {
    tickAfter(Duration.ofMinutes(59));
    assertThat(lines).isEmpty();
    tickAfter(Duration.ofMinutes(1));
    tickAfter(Duration.ofMinutes(1));
    assertThat(lines).hasSize(1);
    tickAfter(Duration.ofHours(5));
    assertThat(lines).hasSize(2);

    audit.end();
    audit.end();
    tickAfter(Duration.ofHours(5));
    assertThat(lines).hasSize(3);
  }

  @Test
  void aLineSaysWhoseItIsAndWhatWasCounted() {
    account.selfTestPassed(START);
    tickAfter(Duration.ofHours(1));

    assertThat(lines.get(0))
        .startsWith("MPDD0016I: Privacy audit 1 of clinic, ")
        .contains(
            "from=2026-11-22T08:00:00Z, to=2026-11-22T09:00:00Z",
            "policy=strict " + Policy.strict().effectiveSha256(),
            "selfTest=2026-11-22T08:00:00Z",
            "SpansSeen=0",
            "UnknownKeysRemoved=0",
            "RemovedByKey={}",
            "previous=" + "0".repeat(64));
  }

  @Test
  void theLinesAreAChainThatAnAuditorCanFollow() {
    for (int i = 0; i < 4; i++) {
      tickAfter(Duration.ofHours(1));
    }
    audit.end();

    assertThat(AuditChain.broken(lines)).isEmpty();
    assertThat(lines.get(4)).endsWith("chain=" + audit.chain());
  }

  @Test
  void aLineThatWasAlteredRemovedOrMovedBreaksTheChain() {
    for (int i = 0; i < 4; i++) {
      tickAfter(Duration.ofHours(1));
    }
    List<String> altered = new ArrayList<>(lines);
    altered.set(1, altered.get(1).replace("SpansSeen=0", "SpansSeen=1"));
    List<String> removed = new ArrayList<>(lines);
    removed.remove(2);
    List<String> moved = new ArrayList<>(lines);
    moved.add(1, moved.remove(2));

    assertThat(AuditChain.broken(altered)).containsExactly(altered.get(1));
    assertThat(AuditChain.broken(removed)).containsExactly(lines.get(3));
    assertThat(AuditChain.broken(moved)).isNotEmpty();
    assertThat(AuditChain.broken(lines.subList(1, 4))).containsExactly(lines.get(1));
  }
}
