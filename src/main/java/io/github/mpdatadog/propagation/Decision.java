// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Datadog's tracers tell each other about a trace beside its ids. It travels in memory as the
 * {@code dd} member of the trace state, so that children inherit it and no other store is needed.
 *
 * <p>The last four parts are for the local root's report and are never sent on.
 *
 * <p>Public for the other packages of this library; not an API. Immutable and thread-safe.
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

  /** A client may write anything into the origin header, so only Datadog's own words pass. */
  private static final Set<String> ORIGINS =
      Set.of("synthetics", "synthetics-browser", "rum", "lambda", "ciapp-test");

  private static final List<String> PRIORITIES = List.of("-1", "0", "1", "2");

  /** Datadog's own, so that most need no new text. */
  private static final List<String> MECHANISMS =
      List.of("-0", "-1", "-2", "-3", "-4", "-5", "-6", "-7", "-8", "-9", "-10", "-11", "-12");

  /** The mechanism of a decision that no Datadog tracer made. */
  private static final String BY_DEFAULT = "-0";

  private static final int DROP = -1;
  private static final int KEEP = 2;
  private static final int HASH_LENGTH = 10;
  private static final int MOST_DIGITS = 10;

  /** Nothing decided and nothing to tell. */
  public static final Decision NONE = new Decision(null, null, null);

  private static final ContextKey<Decision> ASKED = ContextKey.named("mpdatadog.asked");

  /**
   * What the caller of this request decided about the trace that begins here, or {@link #NONE}:
   * some headers decide without naming a trace to continue.
   */
  public static Decision asked(Context context) {
    Decision asked = context.get(ASKED);
    return asked == null ? NONE : asked;
  }

  Context askedIn(Context context) {
    return equals(NONE) ? context : context.with(ASKED, this);
  }

  /** Drops every part that its grammar does not allow. */
  public Decision {
    if (priority != null && (priority < DROP || priority > KEEP)) {
      priority = null;
    }
    decisionMaker =
        decisionMaker == null ? null : mechanism(decisionMaker, 0, decisionMaker.length());
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
    if (state instanceof DecisionState ours) {
      return ours.decision();
    }
    String member = state.get(MEMBER);
    return member == null ? NONE : parse(member, 0, member.length(), null);
  }

  /**
   * Reads a member that may have come from anywhere; what is never sent is not read either.
   *
   * @param text holds the member from {@code from} to {@code to}
   * @param parent the traceparent that came with it, whose id is compared with {@code t.tid}; null
   *     where there is none to compare
   */
  static Decision parse(String text, int from, int to, @Nullable String parent) {
    Integer priority = null;
    String decisionMaker = null;
    String origin = null;
    String lastParent = null;
    String error = null;
    int at = from;
    while (at < to) {
      int semicolon = text.indexOf(';', at);
      int end = semicolon < 0 || semicolon > to ? to : semicolon;
      if (text.startsWith("s:", at)) {
        priority = priority(text, at + 2, end);
      } else if (text.startsWith("o:", at)) {
        origin = part(text, at + 2, end);
      } else if (text.startsWith("p:", at)) {
        lastParent = part(text, at + 2, end);
      } else if (text.startsWith("t.dm:", at)) {
        decisionMaker = mechanism(text, at + 5, end);
      } else if (parent != null && text.startsWith("t.tid:", at)) {
        error = compared(text, at + 6, end, parent);
      }
      at = end + 1;
    }
    return new Decision(priority, decisionMaker, origin, lastParent, error, null, null);
  }

  /** A prefix may have matched beyond the end. */
  private static @Nullable String part(String text, int from, int to) {
    return from < to ? text.substring(from, to) : null;
  }

  private static @Nullable String compared(String text, int from, int to, String parent) {
    if (to - from != Hex.HALF || !Hex.isLower(text, from, to)) {
      return MALFORMED_TID;
    }
    return text.regionMatches(from, parent, TraceContextHeaders.TRACE_ID, Hex.HALF)
        ? null
        : INCONSISTENT_TID;
  }

  /**
   * The same trace and caller, decided here.
   *
   * @param mechanism told of a trace that is kept only, as by every Datadog tracer
   */
  public Decision decided(
      int byPriority, String mechanism, @Nullable String byRuleRate, @Nullable String byLimitRate) {
    String decider = byPriority > 0 ? mechanism : null;
    return new Decision(byPriority, decider, origin, lastParent, error, byRuleRate, byLimitRate);
  }

  /**
   * What it says beside W3C's flag, which is the newer word: a service that knows no Datadog may
   * have changed it alone.
   */
  public Decision agreeingWith(boolean sampled) {
    return priority != null && priority > 0 == sampled
        ? this
        : decided(sampled ? 1 : 0, BY_DEFAULT, null, null);
  }

  /** Whether the trace is kept, also where its span is not recorded. */
  boolean keeps(SpanContext span) {
    return priority == null ? span.isSampled() : priority > 0;
  }

  /** This decision as a trace state of one member; empty where there is nothing to keep. */
  public TraceState toTraceState() {
    return equals(NONE) ? TraceState.getDefault() : new DecisionState(this);
  }

  /** By hand: the JDK's own keeps the class, and so a stopped application, in a static cache. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Decision that
        && Objects.equals(priority, that.priority)
        && Objects.equals(decisionMaker, that.decisionMaker)
        && Objects.equals(origin, that.origin)
        && Objects.equals(lastParent, that.lastParent)
        && Objects.equals(error, that.error)
        && Objects.equals(ruleRate, that.ruleRate)
        && Objects.equals(limitRate, that.limitRate);
  }

  @Override
  public int hashCode() {
    return Objects.hash(priority, decisionMaker, origin, lastParent, error, ruleRate, limitRate);
  }

  /** The member as it is in memory. */
  String member() {
    StringBuilder text = new StringBuilder(48);
    append(text, lastParent);
    append(text, "e:", error);
    append(text, "r:", ruleRate);
    append(text, "l:", limitRate);
    return text.toString();
  }

  /** The member as it is sent to the next service, after the span that sends it. */
  String sentAfter(String spanId) {
    if (origin == null && priority != null && decisionMaker != null) {
      // Nearly always; one expression, which the compiler of the JVM makes without a builder.
      return MEMBER + "=s:" + priority(priority) + ";p:" + spanId + ";t.dm:" + decisionMaker;
    }
    StringBuilder text = new StringBuilder(64).append(MEMBER).append('=');
    append(text, spanId);
    return text.toString();
  }

  private void append(StringBuilder text, @Nullable String parentId) {
    append(text, "s:", priority == null ? null : priority(priority));
    append(text, "o:", origin);
    append(text, "p:", parentId);
    append(text, "t.dm:", decisionMaker);
  }

  /** The text of one of the four. */
  static String priority(int priority) {
    return PRIORITIES.get(priority - DROP);
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
    if (digits == to || to - digits > MOST_DIGITS) {
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
  static @Nullable String mechanism(String text, int from, int to) {
    int dash = from;
    while (dash < to && dash - from < HASH_LENGTH && text.charAt(dash) != '-') {
      dash++;
    }
    int digits = to - dash - 1;
    if (digits < 1 || digits > 2 || text.charAt(dash) != '-' || !Hex.isLower(text, from, dash)) {
      return null;
    }
    int number = 0;
    for (int i = dash + 1; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return null;
      }
      number = number * 10 + (c - '0');
    }
    return number < MECHANISMS.size() ? MECHANISMS.get(number) : "-" + number;
  }
}
