// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.opentelemetry.api.trace.Span;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Calls that have no answer yet, by the thread that waits for it. No filter hears of a connection
 * that failed, and the server loses its span; but a thread that does something else waits no more.
 *
 * <p>Thread-safe. Holds at most one span for each living thread.
 */
final class OpenCalls {

  private static final Map<Thread, Span> OPEN = Collections.synchronizedMap(new WeakHashMap<>());

  static void begin(Span call) {
    OPEN.put(Thread.currentThread(), call);
  }

  static void answered() {
    OPEN.remove(Thread.currentThread());
  }

  /**
   * Ends the call that this thread began and that got no answer. One of another trace is let go,
   * since nobody can say any more when it failed.
   *
   * @param now a span of what the thread does now
   */
  static void endFailed(Span now) {
    Span call = OPEN.remove(Thread.currentThread());
    if (call != null
        && call.getSpanContext().getTraceId().equals(now.getSpanContext().getTraceId())) {
      FailedRequest.end(call, "jakarta.ws.rs.ProcessingException");
    }
  }

  /** Ends the call that this thread began for the task that it has just finished. */
  static void endFailed() {
    Span call = OPEN.remove(Thread.currentThread());
    if (call != null) {
      FailedRequest.end(call, "jakarta.ws.rs.ProcessingException");
    }
  }

  private OpenCalls() {}
}
