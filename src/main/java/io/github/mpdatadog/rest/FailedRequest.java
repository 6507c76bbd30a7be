// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static java.util.logging.Level.FINE;

import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.telemetry.FailedSpan;
import io.github.mpdatadog.telemetry.OpenCalls;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.logging.Logger;

/** Ends spans that the server leaves open: of servlets that throw and of calls that fail. */
final class FailedRequest {

  private static final Logger LOG = Logger.getLogger(FailedRequest.class.getName());

  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final long SERVER_ERROR = 500;

  /** The failure's message is the application's and is not read. */
  static void end(Throwable failure) {
    harmless(
        () -> {
          // The server's scope is still open here, whichever of the two filters is the outer one.
          Span span = Span.current();
          if (span.isRecording()) {
            span.setAttribute(STATUS, SERVER_ERROR);
            FailedSpan.end(span, Vocabulary.shared().exception(failure.getClass()));
          }
        });
  }

  /** Those that are without an answer when the request is over. */
  static void endCalls() {
    harmless(() -> OpenCalls.endFailed(Span.current(), ClientEngine::isCalling));
  }

  /** What a step throws would take the place of the application's answer, or of its exception. */
  private static void harmless(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | LinkageError lost) {
      LOG.log(FINE, "A span is lost: {0}", lost.getClass());
    }
  }

  private FailedRequest() {}
}
