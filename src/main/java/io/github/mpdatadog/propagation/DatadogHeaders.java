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

/** {@code x-datadog-*}: 64-bit ids in decimal, the upper half of the trace id among the tags. */
final class DatadogHeaders implements Headers {

  private static final String TRACE_ID = "x-datadog-trace-id";
  private static final String PARENT_ID = "x-datadog-parent-id";
  private static final String PRIORITY = "x-datadog-sampling-priority";
  private static final String ORIGIN = "x-datadog-origin";
  private static final String TAGS = "x-datadog-tags";

  private static final String UPPER_HALF = "_dd.p.tid";
  private static final String DECISION_MAKER = "_dd.p.dm";

  /** Longer values are ignored as a whole, as every Datadog tracer does. */
  private static final int MAX_TAGS_LENGTH = 512;

  private static final int HALF = 16;

  @Override
  public List<String> fields() {
    return List.of(TRACE_ID, PARENT_ID, PRIORITY, ORIGIN, TAGS);
  }

  @Override
  public <C> @Nullable SpanContext extract(@Nullable C carrier, TextMapGetter<C> getter) {
    long lower = unsigned(getter.get(carrier, TRACE_ID));
    long parent = unsigned(getter.get(carrier, PARENT_ID));
    if (lower == 0 || parent == 0) {
      return null;
    }
    String priorityText = getter.get(carrier, PRIORITY);
    Integer priority = priorityText == null ? null : Decision.integer(priorityText.strip());
    String tags = getter.get(carrier, TAGS);
    Decision decision =
        new Decision(priority, tag(tags, DECISION_MAKER), getter.get(carrier, ORIGIN));
    boolean sampled = decision.priority() == null || decision.priority() > 0;
    return SpanContext.createFromRemoteParent(
        TraceId.fromLongs(upperHalf(tag(tags, UPPER_HALF)), lower),
        SpanId.fromLong(parent),
        sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        decision.toTraceState());
  }

  @Override
  public <C> void inject(SpanContext context, @Nullable C carrier, TextMapSetter<C> setter) {
    Decision decision = Decision.of(context.getTraceState());
    Integer priority = decision.priority();
    int kept = priority != null ? priority : context.isSampled() ? 1 : 0;
    setter.set(carrier, TRACE_ID, unsignedText(context.getTraceId().substring(HALF)));
    setter.set(carrier, PARENT_ID, unsignedText(context.getSpanId()));
    setter.set(carrier, PRIORITY, Integer.toString(kept));
    if (decision.origin() != null) {
      setter.set(carrier, ORIGIN, decision.origin());
    }
    String tags = tags(context.getTraceId().substring(0, HALF), decision.decisionMaker());
    if (!tags.isEmpty()) {
      setter.set(carrier, TAGS, tags);
    }
  }

  private static String tags(String upperHalf, @Nullable String decisionMaker) {
    String tid = isZero(upperHalf) ? "" : UPPER_HALF + "=" + upperHalf;
    String dm = decisionMaker == null ? "" : DECISION_MAKER + "=" + decisionMaker;
    return tid.isEmpty() || dm.isEmpty() ? tid + dm : tid + "," + dm;
  }

  private static boolean isZero(String hex) {
    return hex.chars().allMatch(c -> c == '0');
  }

  private static String unsignedText(String hex) {
    return Long.toUnsignedString(Long.parseUnsignedLong(hex, 16));
  }

  /** Zero stands for absent and for malformed: no trace has that id. */
  private static long unsigned(@Nullable String decimal) {
    if (decimal == null || decimal.isEmpty() || decimal.length() > 20) {
      return 0;
    }
    for (int i = 0; i < decimal.length(); i++) {
      if (decimal.charAt(i) < '0' || decimal.charAt(i) > '9') {
        return 0;
      }
    }
    try {
      return Long.parseUnsignedLong(decimal);
    } catch (NumberFormatException overflow) {
      return 0;
    }
  }

  private static @Nullable String tag(@Nullable String tags, String key) {
    if (tags == null || tags.length() > MAX_TAGS_LENGTH) {
      return null;
    }
    for (String pair : tags.split(",", -1)) {
      if (pair.startsWith(key)
          && pair.length() > key.length()
          && pair.charAt(key.length()) == '=') {
        return pair.substring(key.length() + 1);
      }
    }
    return null;
  }

  private static long upperHalf(@Nullable String hex) {
    if (hex == null || hex.length() != HALF) {
      return 0;
    }
    for (int i = 0; i < HALF; i++) {
      char c = hex.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean letter = c >= 'a' && c <= 'f';
      if (!digit && !letter) {
        return 0;
      }
    }
    return Long.parseUnsignedLong(hex, 16);
  }
}
