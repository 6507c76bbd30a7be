// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static java.util.logging.Level.FINE;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.logging.Logger;

/**
 * Ends calls that failed unnoticed with the span of who made them, where the thread that called
 * ends it: of a timer, a message. Tells when the application stops, whose SDK it is part of.
 * Thread-safe.
 */
final class CallerWatch implements SpanProcessor {

  private static final Logger LOG = Logger.getLogger(CallerWatch.class.getName());

  private final Resource resource;
  private final Runnable atEnd;

  /**
   * @param resource the one that the SDK gives to each of its spans
   * @param atEnd run when the SDK is shut down
   */
  CallerWatch(Resource resource, Runnable atEnd) {
    this.resource = resource;
    this.atEnd = atEnd;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    try {
      // A call makes none itself, and most spans are calls.
      if (span.getKind() != SpanKind.CLIENT) {
        OpenCalls.endFailedOf(span.getSpanContext());
      }
    } catch (RuntimeException | LinkageError unusual) {
      // Who ends a span must not fail because of others.
      LOG.log(FINE, "Calls of a span that ended are not looked at: {0}", unusual.getClass());
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode shutdown() {
    try {
      OpenCalls.forget(this::isOurs);
    } finally {
      atEnd.run();
    }
    return CompletableResultCode.ofSuccess();
  }

  /** By identity, since two applications may be configured alike. Who cannot tell is let go. */
  private boolean isOurs(Span span) {
    return !(span instanceof ReadableSpan told) || told.toSpanData().getResource() == resource;
  }
}
