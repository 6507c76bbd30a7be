// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

/** OpenTelemetry's ids are lower-case hex; Datadog's are 64-bit integers. */
final class Ids {
  private static final int SPAN_CHARS = 16;
  private static final int TRACE_CHARS = 32;

  private Ids() {}

  /** A span id; 0 if there is none. */
  static long of(String spanId) {
    return spanId.length() == SPAN_CHARS
        ? Long.parseUnsignedLong(spanId, 0, SPAN_CHARS, SPAN_CHARS)
        : 0;
  }

  /** The half of a trace id that every Datadog tracer knows; 0 if there is none. */
  static long low64(String traceId) {
    return traceId.length() == TRACE_CHARS
        ? Long.parseUnsignedLong(traceId, SPAN_CHARS, TRACE_CHARS, SPAN_CHARS)
        : 0;
  }

  /** Whether the other half is there: traces begun by older tracers have only 64 bits. */
  static boolean hasHigh64(String traceId) {
    return !traceId.startsWith("0000000000000000");
  }
}
