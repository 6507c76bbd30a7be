// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static java.util.logging.Level.FINE;

import io.github.mpdatadog.telemetry.FailedSpan;
import io.github.mpdatadog.telemetry.OpenCalls;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.logging.Logger;

/**
 * Ends spans that the server leaves open: of servlets that throw and of calls that fail. Links no
 * servlet API, which may be hidden from an application that has REST resources only.
 */
final class FailedRequest {

  private static final Logger LOG = Logger.getLogger(FailedRequest.class.getName());

  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  /**
   * @param status of the answer; one from 400 to 499 is the client's fault, and no error
   */
  static void end(Throwable failure, int status) {
    // The server's scope is still open here, whichever of the two filters is the outer one.
    Span span = Span.current();
    if (span.isRecording()) {
      span.setAttribute(STATUS, (long) status);
      if (status >= CLIENT_ERROR && status < SERVER_ERROR) {
        span.end();
      } else {
        FailedSpan.end(span, failure);
      }
    }
  }

  /**
   * Takes the server's scope off the thread. After a checked exception the server does not, and
   * each later request on the thread would be taken for a part of this one.
   */
  @SuppressWarnings("MustBeClosedChecker") // there is no other scope to come back to
  static void leave() {
    harmless(() -> Context.root().makeCurrent());
  }

  /** Those that are without an answer when the request is over. */
  static void endCalls() {
    harmless(() -> OpenCalls.endFailed(Span.current(), ClientEngine::isCalling));
  }

  /** What a step throws would take the place of the application's answer, or of its exception. */
  static void harmless(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | LinkageError lost) {
      LOG.log(FINE, "A span is lost: {0}", lost.getClass());
    }
  }

  private FailedRequest() {}
}
