// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** Ends the span that the server leaves open when a servlet or filter throws. */
final class FailedRequest {

  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final long SERVER_ERROR = 500;

  /** Its message is the application's and is not read. */
  static void end(Throwable failure) {
    // The server's scope is still open here, whichever of the two filters is the outer one.
    Span span = Span.current();
    if (span.isRecording()) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(STATUS, SERVER_ERROR);
      span.setAttribute(ERROR_TYPE, failure.getClass().getName());
      span.end();
    }
  }

  private FailedRequest() {}
}
