// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static java.util.logging.Level.FINE;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.logging.Logger;

/** Ends the span of a call that failed. Not an API. */
public final class FailedSpan {

  private static final Logger LOG = Logger.getLogger(FailedSpan.class.getName());
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  /**
   * Marks and ends it. Never throws: it is called on threads that have something else to do.
   *
   * @param type the class of the failure, or the status that tells it; never its message
   */
  public static void end(Span span, String type) {
    try {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(ERROR_TYPE, type);
      span.end();
    } catch (RuntimeException | LinkageError lost) {
      LOG.log(FINE, "A span is lost: {0}", lost.getClass());
    }
  }

  private FailedSpan() {}
}
