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
 * <p>The last four parts are for the local root's report and are never sent on.
 *
 * @param priority the sampling priority, -1 to 2, or null where nothing was decided
 * @param decisionMaker the mechanism that decided, for example {@code -3}, or null
 * @param origin where the trace began, one of a closed set, or null
 * @param lastParent the last span that a Datadog tracer made, 16 hex digits, or null
 * @param error what was wrong with the caller's headers, one of a closed set, or null
 * @param ruleRate the rate of the rule that decided here, in decimal, or null
 * @param limitRate the share that the rate limit lets through, in decimal, or null
 */
public record Decision(
    @Nullable Integer priority,
    @Nullable String decisionMaker,
    @Nullable String origin,
    @Nullable String lastParent,
    @Nullable String error,
    @Nullable String ruleRate,
    @Nullable String limitRate) {

  static final String MEMBER = "dd";

  static final String MALFORMED_TID = "malformed_tid";
  static final String INCONSISTENT_TID = "inconsistent_tid";
  static final String TAGS_TOO_LONG = "extract_max_size";
  static final String TAGS_MALFORMED = "decoding_error";

  /** Nothing decided and nothing to tell. */
  public static final Decision NONE = new Decision(null, null, null);

  /** A client may write anything into the origin header, so only Datadog's own words pass. */
  private static final Set<String> ORIGINS =
      Set.of("synthetics", "synthetics-browser", "rum", "lambda", "ciapp-test");

  private static final int DROP = -1;
  private static final int KEEP = 2;
  private static final int HASH = 10;

  /** Drops every part that its grammar does not allow. */
  public Decision {
    if (priority != null && (priority < DROP || priority > KEEP)) {
      priority = null;
    }
    decisionMaker = decisionMaker == null ? null : mechanism(decisionMaker);
    if (origin != null && !ORIGINS.contains(origin)) {
      origin = null;
    }
    if (lastParent != null && !Hex.isLower(lastParent, Hex.HALF)) {
      lastParent = null;
    }
  }

  /** A decision without anything for the local root. */
  public Decision(
      @Nullable Integer priority, @Nullable String decisionMaker, @Nullable String origin) {
    this(priority, decisionMaker, origin, null, null, null, null);
  }

  /** Reads the {@code dd} member; everything unknown in it is ignored. */
  public static Decision of(TraceState state) {
    String member = state.get(MEMBER);
    return member == null ? NONE : parse(member, null);
  }

  /**
   * Reads a member that may have come from anywhere.
   *
   * @param upperHalf of the trace id that came with it, to be compared with {@code t.tid}; null
   *     where the member is our own, which alone may hold what is never sent
   */
  static Decision parse(String member, @Nullable String upperHalf) {
    Integer priority = null;
    String decisionMaker = null;
    String origin = null;
    String lastParent = null;
    String error = null;
    String ruleRate = null;
    String limitRate = null;
    int from = 0;
    while (from <= member.length()) {
      int end = member.indexOf(';', from);
      end = end < 0 ? member.length() : end;
      if (member.startsWith("s:", from)) {
        priority = priority(member, from + 2, end);
      } else if (member.startsWith("o:", from)) {
        origin = member.substring(from + 2, end);
      } else if (member.startsWith("p:", from)) {
        lastParent = member.substring(from + 2, end);
      } else if (member.startsWith("t.dm:", from)) {
        decisionMaker = member.substring(from + 5, end);
      } else if (upperHalf != null) {
        if (member.startsWith("t.tid:", from)) {
          error = compared(upperHalf, member.substring(from + 6, end));
        }
      } else if (member.startsWith("e:", from)) {
        error = member.substring(from + 2, end);
      } else if (member.startsWith("r:", from)) {
        ruleRate = member.substring(from + 2, end);
      } else if (member.startsWith("l:", from)) {
        limitRate = member.substring(from + 2, end);
      }
      from = end + 1;
    }
    return new Decision(priority, decisionMaker, origin, lastParent, error, ruleRate, limitRate);
  }

  private static @Nullable String compared(String upperHalf, String tid) {
    if (!Hex.isLower(tid, Hex.HALF)) {
      return MALFORMED_TID;
    }
    return tid.equals(upperHalf) ? null : INCONSISTENT_TID;
  }

  /** The same trace and caller, decided here. */
  public Decision decided(
      int byPriority, String mechanism, @Nullable String byRuleRate, @Nullable String byLimitRate) {
    return new Decision(byPriority, mechanism, origin, lastParent, error, byRuleRate, byLimitRate);
  }

  /** This decision as a trace state of one member; empty where there is nothing to keep. */
  public TraceState toTraceState() {
    StringBuilder text = new StringBuilder(48);
    append(text, lastParent);
    append(text, "e:", error);
    append(text, "r:", ruleRate);
    append(text, "l:", limitRate);
    return text.isEmpty()
        ? TraceState.getDefault()
        : TraceState.builder().put(MEMBER, text.toString()).build();
  }

  /** Appends what may be sent to the next service, with the last Datadog span where given. */
  void append(StringBuilder text, @Nullable String parentId) {
    append(text, "s:", priority == null ? null : priority.toString());
    append(text, "o:", origin);
    append(text, "p:", parentId);
    append(text, "t.dm:", decisionMaker);
  }

  private static void append(StringBuilder text, String key, @Nullable String value) {
    if (value != null) {
      boolean first = text.isEmpty() || text.charAt(text.length() - 1) == '=';
      text.append(first ? "" : ";").append(key).append(value);
    }
  }

  /**
   * A priority, or null where it is no number. Others than the four are taken for the nearest, so
   * that "less than drop" stays a drop and no number of a client's choice goes on.
   */
  static @Nullable Integer priority(String text, int from, int to) {
    boolean negative = from < to && text.charAt(from) == '-';
    int digits = from + (negative ? 1 : 0);
    if (digits == to || to - digits > HASH) {
      return null;
    }
    int value = 0;
    for (int i = digits; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return null;
      }
      value = Math.min(KEEP, value * 10 + (c - '0'));
    }
    return negative ? Math.max(DROP, -value) : value;
  }

  /**
   * A minus sign and the number of a mechanism. What may precede it is a hash of a service's name,
   * and Datadog does without it.
   */
  private static @Nullable String mechanism(String text) {
    int dash = text.indexOf('-');
    int digits = text.length() - dash - 1;
    if (dash < 0 || dash > HASH || digits < 1 || digits > 2 || !Hex.isLower(text, 0, dash)) {
      return null;
    }
    for (int i = dash + 1; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    return dash == 0 ? text : text.substring(dash);
  }
}
