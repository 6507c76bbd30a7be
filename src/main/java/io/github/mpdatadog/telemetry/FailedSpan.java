// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** Ends the span of a call that failed. Not an API. */
public final class FailedSpan {

  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  /**
   * Marks and ends it.
   *
   * @param type the class of the failure, or the status that tells it; never its message
   */
  public static void end(Span span, String type) {
    span.setStatus(StatusCode.ERROR);
    span.setAttribute(ERROR_TYPE, type);
    span.end();
  }

  private FailedSpan() {}
}
