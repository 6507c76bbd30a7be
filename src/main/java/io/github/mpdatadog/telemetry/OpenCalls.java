// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Calls that have no answer yet, by the thread that waits for it. No filter hears of a connection
 * that failed, and the server loses its span; but a thread that does something else waits no more.
 *
 * <p>Thread-safe. Holds the spans that living threads wait for. Not an API.
 */
public final class OpenCalls {

  /** A call, who made it, and the call that it was made for: writing an entity may call others. */
  private static final class Call {

    private final Span span;
    private final Span caller = Span.current();
    private volatile @Nullable Call outer;

    Call(Span span, @Nullable Call outer) {
      this.span = span;
      this.outer = outer;
    }

    boolean isOf(String trace) {
      return span.getSpanContext().getTraceId().equals(trace);
    }

    boolean isBy(SpanContext other) {
      return caller.getSpanContext().equals(other);
    }
  }

  /** To look at another thread stops it for a moment. */
  private static final int MOST_THREADS = 16;

  /** Guarded by itself; of a thread only its innermost call. */
  private static final Map<Thread, Call> OPEN = new WeakHashMap<>();

  /** False only where nothing is open: most spans end then, and need not wait for a lock. */
  private static volatile boolean anyOpen;

  /** The thread calls, and waits for no other call. */
  public static void begin(Span call) {
    endFailed(call);
    put(new Call(call, null));
  }

  /** The thread calls while it is still busy with the call before. */
  public static void beginWithin(Span call) {
    put(new Call(call, innermost()));
  }

  /** Whether the thread has begun a call of which no answer is known. */
  public static boolean isOpen() {
    return innermost() != null;
  }

  /** The call that the thread waits for got its answer. */
  public static void answered() {
    synchronized (OPEN) {
      Call call = OPEN.get(Thread.currentThread());
      if (call != null) {
        put(call.outer);
      }
    }
  }

  private static @Nullable Call innermost() {
    if (!anyOpen) {
      return null;
    }
    synchronized (OPEN) {
      return OPEN.get(Thread.currentThread());
    }
  }

  /** Null where the thread waits for no answer any more. */
  private static void put(@Nullable Call innermost) {
    synchronized (OPEN) {
      if (innermost == null) {
        OPEN.remove(Thread.currentThread());
      } else {
        OPEN.put(Thread.currentThread(), innermost);
      }
      anyOpen = !OPEN.isEmpty();
    }
  }

  /** Whether it was the innermost call of that thread until now. */
  private static boolean replace(Thread thread, Call innermost, @Nullable Call by) {
    synchronized (OPEN) {
      boolean was =
          by == null ? OPEN.remove(thread, innermost) : OPEN.replace(thread, innermost, by);
      anyOpen = !OPEN.isEmpty();
      return was;
    }
  }

  /**
   * Makes the context current for a task. The calls that it began and that got no answer end when
   * the scope is closed, which is when the task is over.
   */
  @SuppressWarnings("MustBeClosedChecker") // by the caller
  static Scope during(Context context) {
    Call before = innermost();
    Scope scope = context.makeCurrent();
    return () -> {
      unwind(call -> call != before);
      scope.close();
    };
  }

  /** The span of who calls ends, on the thread that called: it waits no more. */
  static void endFailedOf(SpanContext caller) {
    unwind(call -> call.isBy(caller));
  }

  /** Ends the calls that this thread began for the task that it has just finished. */
  public static void endFailed() {
    unwind(call -> true);
  }

  /** Ends calls of this thread, from the innermost one on, as long as they are such calls. */
  private static void unwind(Predicate<Call> which) {
    Call innermost = innermost();
    Call call = innermost;
    while (call != null && which.test(call)) {
      end(call);
      call = call.outer;
    }
    if (call != innermost) {
      put(call);
    }
  }

  /**
   * Ends the calls that this thread began and that got no answer. Those of another trace are let go
   * if who made them is done, since nobody can say any more when they failed.
   *
   * @param now a span of what the thread does now
   */
  public static void endFailed(Span now) {
    Call innermost = innermost();
    if (innermost != null) {
      put(null);
      String trace = now.getSpanContext().getTraceId();
      end(innermost, call -> call.isOf(trace) || call.caller.isRecording());
    }
  }

  /**
   * Ends the calls without an answer of a request that is over: of this thread, and of others that
   * called for it and are done. One that still waits may get its answer.
   *
   * @param calls whether a thread is inside of a call
   */
  public static void endFailed(Span request, Predicate<Thread> calls) {
    endFailed(request);
    if (!anyOpen) {
      return;
    }
    String trace = request.getSpanContext().getTraceId();
    int looked = 0;
    for (Map.Entry<Thread, Call> open : open(call -> call.isOf(trace)).entrySet()) {
      if (looked++ < MOST_THREADS
          && !calls.test(open.getKey())
          && replace(open.getKey(), open.getValue(), null)) {
        end(open.getValue(), call -> call.isOf(trace));
      }
    }
  }

  private static Map<Thread, Call> open(Predicate<Call> which) {
    Map<Thread, Call> found = new HashMap<>();
    synchronized (OPEN) {
      for (Map.Entry<Thread, Call> open : OPEN.entrySet()) {
        if (which.test(open.getValue())) {
          found.put(open.getKey(), open.getValue());
        }
      }
    }
    return found;
  }

  private static void end(@Nullable Call innermost, Predicate<Call> which) {
    for (Call call = innermost; call != null; call = call.outer) {
      if (which.test(call)) {
        end(call);
      }
    }
  }

  /** What no filter hears of is a failure of the client, whatever its cause. */
  private static void end(Call call) {
    FailedSpan.end(call.span, "jakarta.ws.rs.ProcessingException");
  }

  /**
   * Lets go of the calls of an application that stops: the jar may outlive it, and threads of a
   * pool outlive both. Those of others are not touched.
   */
  static void forget(Predicate<Span> its) {
    for (Map.Entry<Thread, Call> open : open(any -> true).entrySet()) {
      Call left = without(its, open.getValue());
      if (left != open.getValue()) {
        replace(open.getKey(), open.getValue(), left);
      }
    }
  }

  private static @Nullable Call without(Predicate<Span> its, @Nullable Call call) {
    if (call == null) {
      return null;
    }
    call.outer = without(its, call.outer);
    return its.test(call.span) ? call.outer : call;
  }

  private OpenCalls() {}
}
