// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Datadog's own headers. Ids are decimal and have 64 bits; the upper half of the trace id travels
 * among the tags, of which only it and the decision maker are read and written.
 */
final class DatadogHeaders implements Headers {

  private static final String TRACE_ID = "x-datadog-trace-id";
  private static final String PARENT_ID = "x-datadog-parent-id";
  private static final String PRIORITY = "x-datadog-sampling-priority";
  private static final String ORIGIN = "x-datadog-origin";
  private static final String TAGS = "x-datadog-tags";

  private static final String UPPER_HALF = "_dd.p.tid=";
  private static final String DECISION_MAKER = "_dd.p.dm=";

  /** Longer values are ignored as a whole, as every Datadog tracer does. */
  private static final int MAX_TAGS_LENGTH = 512;

  private static final int MAX_ID_LENGTH = 20;

  /** One more, times ten, does not fit into 64 bits. */
  private static final long MOST_BEFORE_LAST_DIGIT = Long.divideUnsigned(-1, 10);

  @Override
  public List<String> fields() {
    return List.of(TRACE_ID, PARENT_ID, PRIORITY, ORIGIN, TAGS);
  }

  @Override
  public <C> @Nullable SpanContext extract(@Nullable C carrier, TextMapGetter<C> getter) {
    long lower = unsigned(Headers.first(getter.get(carrier, TRACE_ID)));
    if (lower == 0) {
      return null;
    }
    long parent = unsigned(Headers.first(getter.get(carrier, PARENT_ID)));
    if (parent == 0) {
      return null;
    }
    String given = Headers.first(getter.get(carrier, PRIORITY));
    Integer priority = given == null ? null : Decision.priority(given, 0, given.length());
    String origin = Headers.first(getter.get(carrier, ORIGIN));
    String tags = getter.get(carrier, TAGS);
    String error = tags == null ? null : error(tags);
    String decisionMaker = null;
    long upper = 0;
    if (tags != null && error == null) {
      int from = value(tags, DECISION_MAKER);
      decisionMaker = from < 0 ? null : Decision.mechanism(tags, from, end(tags, from));
      from = value(tags, UPPER_HALF);
      int to = from < 0 ? from : end(tags, from);
      if (to - from == Hex.HALF && Hex.isLower(tags, from, to)) {
        upper = Hex.half(tags, from);
      } else if (from >= 0) {
        error = Decision.MALFORMED_TID;
      }
    }
    return SpanContext.createFromRemoteParent(
        TraceId.fromLongs(upper, lower),
        SpanId.fromLong(parent),
        // Nothing decided is sampled: our sampler is asked then.
        priority == null || priority > 0 ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        new Decision(priority, decisionMaker, origin, null, error, null, null).toTraceState());
  }

  @Override
  public <C> void inject(
      SpanContext context, Decision decision, @Nullable C carrier, TextMapSetter<C> setter) {
    String traceId = context.getTraceId();
    Integer priority = decision.priority();
    int kept = priority != null ? priority : context.isSampled() ? 1 : 0;
    setter.set(carrier, TRACE_ID, Hex.decimal(traceId, Hex.HALF));
    setter.set(carrier, PARENT_ID, Hex.decimal(context.getSpanId(), 0));
    setter.set(carrier, PRIORITY, Decision.priority(kept));
    if (decision.origin() != null) {
      setter.set(carrier, ORIGIN, decision.origin());
    }
    String tags = tags(traceId, decision.decisionMaker());
    if (!tags.isEmpty()) {
      setter.set(carrier, TAGS, tags);
    }
  }

  /** One expression for each, of which the compiler of the JVM makes one text. */
  private static String tags(String traceId, @Nullable String decisionMaker) {
    if (Hex.isZero(traceId, 0, Hex.HALF)) {
      return decisionMaker == null ? "" : DECISION_MAKER + decisionMaker;
    }
    String upper = traceId.substring(0, Hex.HALF);
    return decisionMaker == null
        ? UPPER_HALF + upper
        : UPPER_HALF + upper + "," + DECISION_MAKER + decisionMaker;
  }

  /** Zero stands for absent and for malformed: no trace has that id. */
  private static long unsigned(@Nullable String decimal) {
    if (decimal == null || decimal.length() > MAX_ID_LENGTH) {
      return 0;
    }
    long number = 0;
    for (int i = 0; i < decimal.length(); i++) {
      int digit = decimal.charAt(i) - '0';
      boolean last = i == MAX_ID_LENGTH - 1; // of fewer, each number fits
      if (digit < 0
          || digit > 9
          || (last && Long.compareUnsigned(number, MOST_BEFORE_LAST_DIGIT) > 0)) {
        return 0;
      }
      number = number * 10 + digit;
      if (last && Long.compareUnsigned(number, digit) < 0) {
        return 0;
      }
    }
    return number;
  }

  /**
   * What is wrong with {@code key=value,key=value}, or null: keys are of visible characters, values
   * of printable ones, and neither is empty. One malformed pair makes all tags doubtful.
   */
  private static @Nullable String error(String tags) {
    if (tags.length() > MAX_TAGS_LENGTH) {
      return Decision.TAGS_TOO_LONG;
    }
    boolean inKey = true;
    int start = 0;
    for (int i = 0; i < tags.length(); i++) {
      char c = tags.charAt(i);
      boolean ends = inKey ? c == '=' : c == ',';
      boolean allowed = c > ' ' || (c == ' ' && !inKey);
      if (ends ? i == start : !allowed || c > '~' || (inKey && c == ',')) {
        return Decision.TAGS_MALFORMED;
      }
      if (ends) {
        inKey = !inKey;
        start = i + 1;
      }
    }
    boolean whole = inKey ? start == tags.length() : start < tags.length();
    return whole ? null : Decision.TAGS_MALFORMED;
  }

  /** Where the value of a tag starts, or -1. */
  private static int value(String tags, String key) {
    int at = 0;
    while (at < tags.length() && !tags.startsWith(key, at)) {
      at = end(tags, at) + 1;
    }
    return at < tags.length() ? at + key.length() : -1;
  }

  private static int end(String tags, int from) {
    int comma = tags.indexOf(',', from);
    return comma < 0 ? tags.length() : comma;
  }
}
