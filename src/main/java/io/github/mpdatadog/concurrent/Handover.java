// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import io.github.mpdatadog.telemetry.TaskContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Takes the trace across the interceptor that moves a call to another thread. Each of these notes
 * the context it sees, with a mark; where the next one misses the mark, the call was moved, and
 * goes on in the context noted. They stand before and after both interceptors of the server that
 * move calls, so that {@code @WithSpan} and the application's own are inside the trace, too.
 * Serializable, because beans of any scope may have such methods.
 */
abstract class Handover implements Serializable {

  private static final String NOTED = "io.github.mpdatadog.context.";

  private static final ContextKey<Object> MARK = ContextKey.named("io.github.mpdatadog.mark");

  private final String before;
  private final String here;

  private Handover(int station) {
    this.before = NOTED + (station - 1);
    this.here = NOTED + station;
  }

  @AroundInvoke
  @Nullable Object around(InvocationContext call) throws Exception {
    Context context = Context.current();
    if (call.getContextData().get(before) instanceof Context noted
        && noted.get(MARK) != context.get(MARK)) {
      context = noted;
    }
    Context marked = context.with(MARK, new Object());
    call.getContextData().put(here, marked);
    return TaskContext.of(marked).wrap(call::proceed).call();
  }

  /** Jakarta Concurrency's interceptor has priority 5. */
  @Asynchronously
  @Interceptor
  @Priority(1)
  static class BeforeConcurrency extends Handover {
    BeforeConcurrency() {
      super(1);
    }
  }

  @Asynchronously
  @Interceptor
  @Priority(6)
  static class AfterConcurrency extends Handover {
    AfterConcurrency() {
      super(2);
    }
  }

  /** MicroProfile Fault Tolerance's interceptor has priority 4010, unless configured. */
  @Asynchronously
  @Interceptor
  @Priority(4009)
  static class BeforeFaultTolerance extends Handover {
    BeforeFaultTolerance() {
      super(3);
    }
  }

  @Asynchronously
  @Interceptor
  @Priority(Integer.MAX_VALUE)
  static class AfterFaultTolerance extends Handover {
    AfterFaultTolerance() {
      super(4);
    }
  }
}
