// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who decided to keep a trace: the caller, through the {@code dd} member of its tracestate, or our
 * own rate.
 *
 * <p>Of the member only known fields are read. Its other tags ({@code t.usr.id} is one) are
 * someone's data and go nowhere.
 *
 * @param priority 2 where our rate decided: 1 would ask the Agent to overrule it
 * @param mechanism how it was decided, {@code -3} for a rate
 * @param origin where the trace began, e.g. {@code synthetics}
 * @param lastParent the last span that Datadog knows, where others handled the trace in between
 * @param error what was wrong with the caller's headers, e.g. {@code malformed_tid}
 * @param byRate whether a rate of ours decided
 * @param ruleRate that rate where it is not the general one
 * @param limitRate the share that the rate limit let through, where there is one
 */
record SamplingDecision(
    int priority,
    @Nullable String mechanism,
    @Nullable String origin,
    @Nullable String lastParent,
    @Nullable String error,
    boolean byRate,
    @Nullable Double ruleRate,
    @Nullable Double limitRate) {

  private static final Pattern PRIORITY = Pattern.compile("-?\\d{1,2}");
  private static final Pattern MECHANISM = Pattern.compile("-\\d{1,2}");
  private static final Pattern ORIGIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern SPAN_ID = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,32}");
  private static final Pattern SHARE = Pattern.compile("[01](\\.\\d{1,22})?");

  private static final String BY_RATE = "-3";
  private static final SamplingDecision OURS =
      new SamplingDecision(2, BY_RATE, null, null, null, true, null, null);

  static SamplingDecision of(SpanData span) {
    String member = span.getSpanContext().getTraceState().get("dd");
    if (member == null) {
      return OURS;
    }
    // What came with the request is the local root's to tell, not that of the spans under it.
    boolean continued = span.getParentSpanContext().isRemote();
    Integer priority = null;
    String mechanism = null;
    String origin = null;
    String lastParent = null;
    String error = null;
    Double ruleRate = null;
    Double limitRate = null;
    for (String field : member.split(";", -1)) {
      int colon = field.indexOf(':');
      String value = field.substring(colon + 1);
      switch (colon < 0 ? "" : field.substring(0, colon)) {
        case "s" -> priority = PRIORITY.matcher(value).matches() ? Integer.valueOf(value) : null;
        case "t.dm" -> mechanism = MECHANISM.matcher(value).matches() ? value : null;
        case "o" -> origin = ORIGIN.matcher(value).matches() ? value : null;
        case "p" -> lastParent = continued && SPAN_ID.matcher(value).matches() ? value : null;
        case "e" -> error = continued && ERROR.matcher(value).matches() ? value : null;
        case "r" -> ruleRate = share(value);
        case "l" -> limitRate = share(value);
        default -> {}
      }
    }
    boolean byRate =
        priority == null || ruleRate != null || (!continued && BY_RATE.equals(mechanism));
    return new SamplingDecision(
        priority == null ? 2 : priority,
        priority == null ? BY_RATE : mechanism,
        origin,
        lastParent,
        error,
        byRate,
        ruleRate,
        limitRate);
  }

  private static @Nullable Double share(String value) {
    return SHARE.matcher(value).matches() ? Double.valueOf(value) : null;
  }
}
