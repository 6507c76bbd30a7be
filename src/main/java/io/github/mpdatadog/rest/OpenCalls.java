// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.opentelemetry.api.trace.Span;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Calls that have no answer yet, by the thread that waits for it. No filter hears of a connection
 * that failed, and the server loses its span; but a thread that does something else waits no more.
 *
 * <p>Thread-safe. Holds the spans that living threads wait for.
 */
final class OpenCalls {

  /** A call, and the one that it was made for: writing an entity may call others. */
  private record Call(Span span, @Nullable Call outer) {}

  private static final Map<Thread, Call> OPEN = Collections.synchronizedMap(new WeakHashMap<>());

  /** The thread calls, and waits for no other call. */
  static void begin(Span call) {
    endFailed(call);
    OPEN.put(Thread.currentThread(), new Call(call, null));
  }

  /** The thread calls while it is still busy with the call before. */
  static void beginWithin(Span call) {
    OPEN.put(Thread.currentThread(), new Call(call, OPEN.get(Thread.currentThread())));
  }

  /** Whether the thread has begun a call of which no answer is known. */
  static boolean isOpen() {
    return OPEN.containsKey(Thread.currentThread());
  }

  static void answered() {
    OPEN.computeIfPresent(Thread.currentThread(), (thread, call) -> call.outer());
  }

  /**
   * Ends the calls that this thread began and that got no answer. Those of another trace are let
   * go, since nobody can say any more when they failed.
   *
   * @param now a span of what the thread does now
   */
  static void endFailed(Span now) {
    String trace = now.getSpanContext().getTraceId();
    endFailed(call -> call.getSpanContext().getTraceId().equals(trace));
  }

  /** Ends the calls that this thread began for the task that it has just finished. */
  static void endFailed() {
    endFailed(call -> true);
  }

  private static void endFailed(Predicate<Span> which) {
    for (Call call = OPEN.remove(Thread.currentThread()); call != null; call = call.outer()) {
      if (which.test(call.span())) {
        FailedRequest.end(call.span(), "jakarta.ws.rs.ProcessingException");
      }
    }
  }

  /** The jar may outlive an application, and threads of a pool outlive both. */
  static void forget() {
    OPEN.clear();
  }

  private OpenCalls() {}
}
