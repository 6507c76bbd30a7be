// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * W3C Trace Context. Of {@code tracestate} only our own {@code dd} member is understood and
 * written: other vendors' members may carry user ids.
 */
final class TraceContextHeaders implements Headers {

  private static final String TRACEPARENT = "traceparent";
  private static final String TRACESTATE = "tracestate";

  /** Version, trace id, span id and flags: {@code 00-...-...-01}. */
  private static final int LENGTH = 55;

  static final int TRACE_ID = 3;

  private static final int SPAN_ID = 36;
  private static final int FLAGS = 53;

  private static final int MOST_MEMBERS = 32;
  private static final int LONGEST = 256;

  @Override
  public List<String> fields() {
    return List.of(TRACEPARENT, TRACESTATE);
  }

  @Override
  public <C> @Nullable SpanContext extract(@Nullable C carrier, TextMapGetter<C> getter) {
    String given = getter.get(carrier, TRACEPARENT);
    String parent = given == null ? "" : given.strip();
    if (!isValid(parent)) {
      return null;
    }
    boolean sampled = (Character.digit(parent.charAt(FLAGS + 1), Hex.RADIX) & 1) == 1;
    String list = getter.get(carrier, TRACESTATE);
    Decision decision = list == null ? Decision.NONE : decision(list, parent);
    return SpanContext.createFromRemoteParent(
        parent.substring(TRACE_ID, SPAN_ID - 1),
        parent.substring(SPAN_ID, FLAGS - 1),
        sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        decision.agreeingWith(sampled).toTraceState());
  }

  /** Whether the header names these very ids, so that it has nothing to add to them. */
  static <C> boolean repeats(SpanContext context, @Nullable C carrier, TextMapGetter<C> getter) {
    String parent = getter.get(carrier, TRACEPARENT);
    return parent != null
        && parent.length() == LENGTH
        && parent.startsWith("00-")
        && parent.startsWith(context.getTraceId(), TRACE_ID)
        && parent.startsWith(context.getSpanId(), SPAN_ID);
  }

  private static boolean isValid(String parent) {
    int length = parent.length();
    if (length < LENGTH || parent.startsWith("ff")) {
      return false;
    }
    // Later versions may append to it.
    boolean ends = length == LENGTH || (!parent.startsWith("00") && parent.charAt(LENGTH) == '-');
    return ends
        && parent.charAt(TRACE_ID - 1) == '-'
        && parent.charAt(SPAN_ID - 1) == '-'
        && parent.charAt(FLAGS - 1) == '-'
        && Hex.isLower(parent, 0, TRACE_ID - 1)
        && Hex.isLower(parent, TRACE_ID, SPAN_ID - 1)
        && Hex.isLower(parent, SPAN_ID, FLAGS - 1)
        && Hex.isLower(parent, FLAGS, LENGTH)
        // Datadog knows a trace by the lower half of its id.
        && !Hex.isZero(parent, SPAN_ID - 1 - Hex.HALF, SPAN_ID - 1)
        && !Hex.isZero(parent, SPAN_ID, FLAGS - 1);
  }

  /** What the first {@code dd} member says; nothing where the list is malformed. */
  private static Decision decision(String list, String parent) {
    int found = -1;
    int foundEnd = -1;
    int members = 0;
    int from = 0;
    while (from < list.length()) {
      int comma = list.indexOf(',', from);
      int end = comma < 0 ? list.length() : comma;
      int start = from;
      int last = end;
      while (start < last && isBlank(list.charAt(start))) {
        start++;
      }
      while (start < last && isBlank(list.charAt(last - 1))) {
        last--;
      }
      if (start < last) {
        int equals = list.indexOf('=', start);
        members++;
        if (members > MOST_MEMBERS || !isMember(list, start, equals, last)) {
          return Decision.NONE;
        }
        if (found < 0 && equals - start == 2 && list.startsWith(Decision.MEMBER, start)) {
          found = equals + 1;
          foundEnd = last;
        }
      }
      from = end + 1;
    }
    return found < 0 ? Decision.NONE : Decision.parse(list, found, foundEnd, parent);
  }

  private static boolean isMember(String list, int start, int equals, int end) {
    if (equals <= start
        || equals >= end
        || equals - start > LONGEST
        || end - equals > LONGEST + 1) {
      return false;
    }
    for (int i = start; i < equals; i++) {
      char c = list.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && "_-*/@".indexOf(c) < 0) {
        return false;
      }
    }
    for (int i = equals + 1; i < end; i++) {
      char c = list.charAt(i);
      if (c < ' ' || c > '~' || c == '=') {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  @Override
  public <C> void inject(
      SpanContext context, Decision decision, @Nullable C carrier, TextMapSetter<C> setter) {
    String flags = decision.keeps(context) ? "-01" : "-00";
    String parent = "00-" + context.getTraceId() + "-" + context.getSpanId() + flags;
    setter.set(carrier, TRACEPARENT, parent);
    setter.set(carrier, TRACESTATE, decision.sentAfter(context.getSpanId()));
  }
}
