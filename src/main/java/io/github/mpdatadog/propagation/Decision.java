// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import io.opentelemetry.api.trace.TraceState;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Datadog's tracers tell each other about a trace beside its ids. It travels in memory as the
 * {@code dd} member of the trace state, so that children inherit it and no other store is needed.
 *
 * @param priority the sampling priority, -1 to 2, or null where nothing was decided
 * @param decisionMaker the mechanism that decided, for example {@code -3}, or null
 * @param origin where the trace began, one of a closed set, or null
 */
public record Decision(
    @Nullable Integer priority, @Nullable String decisionMaker, @Nullable String origin) {

  static final String MEMBER = "dd";

  static final Decision NONE = new Decision(null, null, null);

  /** A client may write anything into the origin header, so only Datadog's own words pass. */
  private static final Set<String> ORIGINS =
      Set.of("synthetics", "synthetics-browser", "rum", "lambda", "ciapp-test");

  /** Drops every part that its grammar does not allow. */
  public Decision {
    if (priority != null && (priority < -1 || priority > 2)) {
      priority = null;
    }
    if (decisionMaker != null && !isDecisionMaker(decisionMaker)) {
      decisionMaker = null;
    }
    if (origin != null && !ORIGINS.contains(origin)) {
      origin = null;
    }
  }

  /** Reads the {@code dd} member; everything unknown in it is ignored. */
  public static Decision of(TraceState state) {
    String member = state.get(MEMBER);
    return member == null ? NONE : parse(member);
  }

  static Decision parse(String member) {
    Integer priority = null;
    String decisionMaker = null;
    String origin = null;
    int from = 0;
    while (from <= member.length()) {
      int end = member.indexOf(';', from);
      end = end < 0 ? member.length() : end;
      String part = member.substring(from, end);
      if (part.startsWith("s:")) {
        priority = integer(part.substring(2));
      } else if (part.startsWith("o:")) {
        origin = part.substring(2);
      } else if (part.startsWith("t.dm:")) {
        decisionMaker = part.substring(5);
      }
      from = end + 1;
    }
    return new Decision(priority, decisionMaker, origin);
  }

  /** This decision as a trace state of one member; empty where nothing was decided. */
  public TraceState toTraceState() {
    String member = member(null);
    return member.isEmpty()
        ? TraceState.getDefault()
        : TraceState.builder().put(MEMBER, member).build();
  }

  /** The member's text, with the last Datadog span where {@code parentId} is given. */
  String member(@Nullable String parentId) {
    StringBuilder text = new StringBuilder();
    append(text, "s:", priority == null ? null : priority.toString());
    append(text, "o:", origin);
    append(text, "p:", parentId);
    append(text, "t.dm:", decisionMaker);
    return text.toString();
  }

  private static void append(StringBuilder text, String key, @Nullable String value) {
    if (value != null) {
      text.append(text.isEmpty() ? "" : ";").append(key).append(value);
    }
  }

  /** A small number in decimal, or null. Never throws on what a client sent. */
  static @Nullable Integer integer(String text) {
    boolean negative = text.startsWith("-");
    int digits = text.length() - (negative ? 1 : 0);
    if (digits < 1 || digits > 2) {
      return null;
    }
    int value = 0;
    for (int i = negative ? 1 : 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return null;
      }
      value = value * 10 + (c - '0');
    }
    return negative ? -value : value;
  }

  /** A minus sign and the number of a mechanism; the tracers write nothing else. */
  private static boolean isDecisionMaker(String text) {
    return text.startsWith("-") && integer(text) != null;
  }
}
