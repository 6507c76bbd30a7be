// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Ends calls that failed unnoticed with the span of who made them, where the thread that called
 * ends it: of a timer, a message. Thread-safe.
 */
final class CallerWatch implements SpanProcessor {

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    // A call makes none itself, and most spans are calls.
    if (span.getKind() != SpanKind.CLIENT) {
      OpenCalls.endFailedOf(span.getSpanContext());
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }
}
