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
 * <p>Of the member only these four fields are read. Its other tags ({@code t.usr.id} is one) are
 * someone's data and go nowhere.
 *
 * @param priority 2 where our rate decided: 1 would ask the Agent to overrule it
 * @param mechanism how it was decided, {@code -3} for a rate
 * @param origin where the trace began, e.g. {@code synthetics}
 * @param lastParent the last span that Datadog knows, where others handled the trace in between
 * @param byRate whether our rate decided
 */
record SamplingDecision(
    int priority,
    @Nullable String mechanism,
    @Nullable String origin,
    @Nullable String lastParent,
    boolean byRate) {

  private static final Pattern PRIORITY = Pattern.compile("-?\\d{1,2}");
  private static final Pattern MECHANISM = Pattern.compile("-\\d{1,2}");
  private static final Pattern ORIGIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern SPAN_ID = Pattern.compile("[0-9a-f]{16}");

  private static final String BY_RATE = "-3";
  private static final SamplingDecision OURS = new SamplingDecision(2, BY_RATE, null, null, true);

  static SamplingDecision of(SpanData span) {
    String member = span.getSpanContext().getTraceState().get("dd");
    if (member == null) {
      return OURS;
    }
    boolean continued = span.getParentSpanContext().isValid();
    Integer priority = null;
    String mechanism = null;
    String origin = null;
    String lastParent = null;
    for (String field : member.split(";", -1)) {
      int colon = field.indexOf(':');
      String value = field.substring(colon + 1);
      switch (colon < 0 ? "" : field.substring(0, colon)) {
        case "s" -> priority = PRIORITY.matcher(value).matches() ? Integer.valueOf(value) : null;
        case "t.dm" -> mechanism = MECHANISM.matcher(value).matches() ? value : null;
        case "o" -> origin = ORIGIN.matcher(value).matches() ? value : null;
        case "p" -> lastParent = continued && SPAN_ID.matcher(value).matches() ? value : null;
        default -> {}
      }
    }
    if (priority == null) {
      return new SamplingDecision(2, BY_RATE, origin, lastParent, true);
    }
    boolean byRate = !continued && BY_RATE.equals(mechanism);
    return new SamplingDecision(priority, mechanism, origin, lastParent, byRate);
  }
}
