// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * B3 in its two spellings: one header {@code b3} of {@code traceid-spanid-sampled-parent}, or one
 * header for each. They know no more of a decision than yes, no and nothing.
 */
final class B3Headers implements Headers {

  private static final String SINGLE = "b3";
  private static final String TRACE_ID = "x-b3-traceid";
  private static final String SPAN_ID = "x-b3-spanid";
  private static final String SAMPLED = "x-b3-sampled";

  /** Its 1 is "debug", which B3 calls an accept decision: it wins, and is not sent on. */
  private static final String FLAGS = "x-b3-flags";

  private static final Decision YES = new Decision(1, null, null);
  private static final Decision NO = new Decision(0, null, null);

  private final boolean single;

  B3Headers(boolean single) {
    this.single = single;
  }

  @Override
  public List<String> fields() {
    return single ? List.of(SINGLE) : List.of(TRACE_ID, SPAN_ID, SAMPLED);
  }

  @Override
  public <C> @Nullable SpanContext extract(@Nullable C carrier, TextMapGetter<C> getter) {
    if (!single) {
      return context(
          Headers.first(getter.get(carrier, TRACE_ID)),
          Headers.first(getter.get(carrier, SPAN_ID)),
          sampled(carrier, getter));
    }
    String header = Headers.first(getter.get(carrier, SINGLE));
    int first = header == null ? -1 : header.indexOf('-');
    if (header == null || first < 0) {
      return null;
    }
    int second = header.indexOf('-', first + 1);
    int third = second < 0 ? -1 : header.indexOf('-', second + 1);
    return context(
        header.substring(0, first),
        header.substring(first + 1, second < 0 ? header.length() : second),
        second < 0 ? null : header.substring(second + 1, third < 0 ? header.length() : third));
  }

  private static <C> @Nullable String sampled(@Nullable C carrier, TextMapGetter<C> getter) {
    return "1".equals(Headers.first(getter.get(carrier, FLAGS)))
        ? "1"
        : Headers.first(getter.get(carrier, SAMPLED));
  }

  /**
   * {@code b3: 0}: B3 lets a caller decide without naming a trace. One who names a trace that
   * cannot be is not believed in anything.
   */
  @Override
  public <C> Decision asked(@Nullable C carrier, TextMapGetter<C> getter) {
    if (!single
        && (getter.get(carrier, TRACE_ID) != null || getter.get(carrier, SPAN_ID) != null)) {
      return Decision.NONE;
    }
    String given = single ? Headers.first(getter.get(carrier, SINGLE)) : sampled(carrier, getter);
    if (given == null) {
      return Decision.NONE;
    }
    boolean no = given.equals("0") || given.equals("false");
    return isYes(given) ? YES : no ? NO : Decision.NONE;
  }

  private static @Nullable SpanContext context(
      @Nullable String traceId, @Nullable String spanId, @Nullable String sampled) {
    String trace = traceId == null ? "" : padded(traceId, 2 * Hex.HALF);
    String span = spanId == null ? "" : padded(spanId, Hex.HALF);
    if (trace.isEmpty() || span.isEmpty() || Hex.isZero(trace, Hex.HALF, 2 * Hex.HALF)) {
      return null;
    }
    boolean decided = sampled != null && !sampled.isBlank();
    boolean kept = sampled == null || !decided || isYes(sampled.strip());
    return SpanContext.createFromRemoteParent(
        trace,
        span,
        kept ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        new Decision(decided ? (kept ? 1 : 0) : null, null, null).toTraceState());
  }

  private static boolean isYes(String sampled) {
    return sampled.equals("1") || sampled.equals("d") || sampled.equals("true");
  }

  /** The id in lower case with leading zeros, or nothing where it is none. */
  private static String padded(String given, int length) {
    String hex = given.strip().toLowerCase(Locale.ROOT);
    int digits = hex.length();
    if (digits == 0
        || digits > length
        || !Hex.isLower(hex, 0, digits)
        || Hex.isZero(hex, 0, digits)) {
      return "";
    }
    return "0".repeat(length - digits) + hex;
  }

  @Override
  public <C> void inject(
      SpanContext context, Decision decision, @Nullable C carrier, TextMapSetter<C> setter) {
    String sampled = decision.keeps(context) ? "1" : "0";
    if (single) {
      String ids = context.getTraceId() + "-" + context.getSpanId();
      setter.set(carrier, SINGLE, ids + "-" + sampled);
    } else {
      setter.set(carrier, TRACE_ID, context.getTraceId());
      setter.set(carrier, SPAN_ID, context.getSpanId());
      setter.set(carrier, SAMPLED, sampled);
    }
  }
}
