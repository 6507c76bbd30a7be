// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.Passivated;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The interceptors around one that moves calls, which the tests play. */
class HandoverTest {
  private static final ContextKey<String> TRACE = ContextKey.named("trace");

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Map<String, Object> data = new HashMap<>();
  private final Handover before = new Handover.BeforeFaultTolerance();
  private final Handover after = new Handover.AfterFaultTolerance();

  @AfterEach
  void stop() {
    thread.shutdownNow();
  }

  /** A call that goes on with the next interceptor, or with the method. */
  private InvocationContext call(Callable<Object> next) {
    return (InvocationContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {InvocationContext.class},
            (proxy, method, arguments) ->
                method.getName().equals("getContextData") ? data : next.call());
  }

  private Object inTrace(Callable<Object> mover) throws Exception {
    try (Scope scope = Context.root().with(TRACE, "caller").makeCurrent()) {
      return before.around(call(mover));
    }
  }

  /** What the method sees, behind the second interceptor. */
  private String seen() throws Exception {
    return String.valueOf(after.around(call(() -> Context.current().get(TRACE))));
  }

  @Test
  void theTraceGoesOnWhereTheCallIsMoved() throws Exception {
    assertThat(inTrace(() -> thread.submit(this::seen).get())).isEqualTo("caller");
  }

  /** A retry finds the thread of the attempt before it. */
  @Test
  void theTraceGoesOnInEachAttempt() throws Exception {
    Object attempts =
        inTrace(() -> List.of(thread.submit(this::seen).get(), thread.submit(this::seen).get()));

    assertThat(attempts).isEqualTo(List.of("caller", "caller"));
  }

  /** The thread of the request is free again before the method is called. */
  @Test
  void theTraceGoesOnWhereTheCallIsMovedToTheCallersOwnThread() throws Exception {
    Object result = thread.submit(() -> inTrace(() -> "moved")).get();

    assertThat(result).isEqualTo("moved");
    assertThat(thread.submit(this::seen).get()).isEqualTo("caller");
  }

  /** Of an interceptor of the application that opens a span for each attempt. */
  @Test
  void aContextMadeOnTheWayIsKept() throws Exception {
    Callable<Object> attempt =
        () -> {
          String own = Context.current().get(TRACE) + " attempt";
          try (Scope scope = Context.current().with(TRACE, own).makeCurrent()) {
            return seen();
          }
        };

    assertThat(inTrace(() -> List.of(attempt.call(), attempt.call())))
        .isEqualTo(List.of("caller attempt", "caller attempt"));
  }

  @Test
  void theThreadIsLeftAsItWas() throws Exception {
    inTrace(() -> thread.submit(this::seen).get());

    assertThat(thread.submit(() -> Context.current() == Context.root()).get()).isTrue();
  }

  /** A bean of a session may be written to disk with its interceptors. */
  @Test
  void anInterceptorThatWasWrittenStillHandsTheTraceOver() throws Exception {
    Handover written = Passivated.andActivated(after);

    Object seen =
        inTrace(
            () ->
                thread
                    .submit(
                        () ->
                            written.around(
                                call(() -> String.valueOf(Context.current().get(TRACE)))))
                    .get());

    assertThat(seen).isEqualTo("caller");
  }
}
