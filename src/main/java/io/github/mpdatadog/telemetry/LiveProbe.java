// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the live pipeline on a span that is never exported, and brings back whose it is and
 * what it is made of. Used once, by one thread.
 */
final class LiveProbe {

  private static final ContextKey<LiveProbe> KEY = ContextKey.named("io.github.mpdatadog.probe");

  private static final String IN_PLACE = "in place";
  private static final String NO_EXPORTER = "no exporter";

  private @Nullable Account account;
  private List<String> unguarded = List.of();
  private boolean gated;

  static LiveProbe of(OpenTelemetry openTelemetry) {
    LiveProbe probe = new LiveProbe();
    openTelemetry
        .getTracer("io.github.mpdatadog")
        .spanBuilder("probe")
        .setParent(Context.root().with(KEY, probe))
        .startSpan()
        .end();
    return probe;
  }

  /** The probe that travels in this context, or null, as in any context of a real span. */
  static @Nullable LiveProbe in(Context context) {
    return context.get(KEY);
  }

  void found(Account owner, Pipeline pipeline) {
    account = owner;
    unguarded = pipeline.unguarded();
    gated = pipeline.isGated();
  }

  /** Whose pipeline it is; null where the probe met no part of ours: there is no gate at all. */
  @Nullable Account account() {
    return account;
  }

  /** What the gate is to the spans of this pipeline, in a word. */
  String gate() {
    if (account == null || (!gated && !isWithoutExporter(account))) {
      return "absent";
    }
    if (!unguarded.isEmpty() || !Bypass.present().isEmpty()) {
      return "bypassed";
    }
    if (account.isClosed()) {
      return "closed";
    }
    return gated ? IN_PLACE : NO_EXPORTER;
  }

  /** Nothing is gated where nothing can leave. What was added later would be found beside it. */
  private boolean isWithoutExporter(Account owner) {
    return !owner.isExported() && unguarded.isEmpty();
  }

  boolean isSafe() {
    return Set.of(IN_PLACE, NO_EXPORTER).contains(gate())
        && account != null
        && account.selfTest() != null;
  }
}
