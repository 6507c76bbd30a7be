// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.opentelemetry.api.trace.Span;
import java.util.Collections;
import java.util.HashMap;
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

  /** A call, who made it, and the call that it was made for: writing an entity may call others. */
  private record Call(Span span, Span caller, @Nullable Call outer) {

    boolean isOf(String trace) {
      return span.getSpanContext().getTraceId().equals(trace);
    }
  }

  /** To look at another thread stops it for a moment. */
  private static final int MOST_THREADS = 16;

  private static final Map<Thread, Call> OPEN = Collections.synchronizedMap(new WeakHashMap<>());

  /** The thread calls, and waits for no other call. */
  static void begin(Span call) {
    endFailed(call);
    OPEN.put(Thread.currentThread(), new Call(call, Span.current(), null));
  }

  /** The thread calls while it is still busy with the call before. */
  static void beginWithin(Span call) {
    Call outer = OPEN.get(Thread.currentThread());
    OPEN.put(Thread.currentThread(), new Call(call, Span.current(), outer));
  }

  /** Whether the thread has begun a call of which no answer is known. */
  static boolean isOpen() {
    return OPEN.containsKey(Thread.currentThread());
  }

  static void answered() {
    OPEN.computeIfPresent(Thread.currentThread(), (thread, call) -> call.outer());
  }

  /**
   * Ends the calls that this thread began and that got no answer. Those of another trace are let go
   * if who made them is done, since nobody can say any more when they failed.
   *
   * @param now a span of what the thread does now
   */
  static void endFailed(Span now) {
    String trace = now.getSpanContext().getTraceId();
    end(
        OPEN.remove(Thread.currentThread()),
        call -> call.isOf(trace) || call.caller().isRecording());
  }

  /**
   * Ends the calls without an answer of a request that is over: of this thread, and of others that
   * called for it and are done. One that still waits may get its answer.
   *
   * @param calls whether a thread is inside of a call
   */
  static void endFailed(Span request, Predicate<Thread> calls) {
    endFailed(request);
    String trace = request.getSpanContext().getTraceId();
    Map<Thread, Call> others = of(trace);
    for (Map.Entry<Thread, Call> other : others.entrySet()) {
      if (!calls.test(other.getKey()) && OPEN.remove(other.getKey(), other.getValue())) {
        end(other.getValue(), call -> call.isOf(trace));
      }
    }
  }

  private static Map<Thread, Call> of(String trace) {
    if (OPEN.isEmpty()) {
      return Map.of();
    }
    Map<Thread, Call> found = new HashMap<>();
    synchronized (OPEN) {
      for (Map.Entry<Thread, Call> open : OPEN.entrySet()) {
        if (open.getValue().isOf(trace) && found.size() < MOST_THREADS) {
          found.put(open.getKey(), open.getValue());
        }
      }
    }
    return found;
  }

  /** Ends the calls that this thread began for the task that it has just finished. */
  static void endFailed() {
    end(OPEN.remove(Thread.currentThread()), call -> true);
  }

  private static void end(@Nullable Call innermost, Predicate<Call> which) {
    for (Call call = innermost; call != null; call = call.outer()) {
      if (which.test(call)) {
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
