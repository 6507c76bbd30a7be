// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import io.opentelemetry.context.Context;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes the trace across the interceptor that moves a call to another thread. Each of these notes
 * the context it sees; one that finds itself on another thread than the one before it goes on in
 * the context noted there. They stand before and after both interceptors of the server that move
 * calls, so that {@code @WithSpan} and the application's own are inside the trace, too.
 */
abstract class Handover {

  private static final String NOTED = "io.github.mpdatadog.context";

  private record Noted(Thread thread, Context context) {}

  @AroundInvoke
  @Nullable Object around(InvocationContext call) throws Exception {
    Thread here = Thread.currentThread();
    Object before = call.getContextData().get(NOTED);
    if (before instanceof Noted noted && noted.thread != here) {
      call.getContextData().put(NOTED, new Noted(here, noted.context));
      return noted.context.wrap(call::proceed).call();
    }
    call.getContextData().put(NOTED, new Noted(here, Context.current()));
    return call.proceed();
  }

  /** Jakarta Concurrency's interceptor has priority 5. */
  @Asynchronously
  @Interceptor
  @Priority(1)
  static class BeforeConcurrency extends Handover {}

  @Asynchronously
  @Interceptor
  @Priority(6)
  static class AfterConcurrency extends Handover {}

  /** MicroProfile Fault Tolerance's interceptor has priority 4010, unless configured. */
  @Asynchronously
  @Interceptor
  @Priority(4009)
  static class BeforeFaultTolerance extends Handover {}

  @Asynchronously
  @Interceptor
  @Priority(Integer.MAX_VALUE)
  static class AfterFaultTolerance extends Handover {}
}
