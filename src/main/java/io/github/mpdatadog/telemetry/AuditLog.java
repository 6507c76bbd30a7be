// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * Writes the account as one line after each interval in which spans came, and once at the end. The
 * lines of one run are a chain: the text of each contains the digest of the one before and is
 * digested itself.
 *
 * <pre>{@code chain = SHA-256(all between "MPDD0016I: " and ", chain=", in UTF-8)}</pre>
 *
 * <p>Thread-safe; has no thread of its own.
 */
final class AuditLog {

  static final String CODE = "MPDD0016I: ";

  /** What the first line of a run says of the line before. */
  private static final String NONE = "0".repeat(64);

  private final Account account;
  private final long interval;
  private final Clock clock;
  private final Consumer<String> log;

  private String chain = NONE;
  private int lines;
  private Instant from;
  private volatile long due;
  private boolean ended;

  AuditLog(Account account, Duration interval, Clock clock, Consumer<String> log) {
    this.account = account;
    this.interval = interval.toMillis();
    this.clock = clock;
    this.log = log;
    this.from = account.since();
    this.due = from.toEpochMilli() + this.interval;
  }

  /** Called after each export; reads the clock and no more, most of the time. */
  void tick() {
    if (clock.millis() >= due) {
      writeIfDue();
    }
  }

  private synchronized void writeIfDue() {
    if (!ended && clock.millis() >= due) {
      write();
    }
  }

  /** Writes the last line; later calls do nothing. */
  synchronized void end() {
    if (!ended) {
      ended = true;
      write();
    }
  }

  /** The digest of the last line, or zeros. */
  synchronized String chain() {
    return chain;
  }

  private void write() {
    Instant now = clock.instant();
    StringJoiner line = new StringJoiner(", ");
    line.add("Privacy audit " + ++lines + " of " + account.application());
    line.add("since=" + account.since());
    line.add("from=" + from);
    line.add("to=" + now);
    line.add("policy=" + Account.MODE + " " + account.policySha256());
    line.add("selfTest=" + account.selfTest());
    for (Map.Entry<String, Long> figure : account.figures().entrySet()) {
      line.add(figure.getKey() + "=" + figure.getValue());
    }
    line.add("RemovedByKey=" + account.removedByKey());
    line.add("previous=" + chain);
    chain = sha256(line.toString());
    from = now;
    due = now.toEpochMilli() + interval;
    log.accept(CODE + line + ", chain=" + chain);
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
