// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import io.github.mpdatadog.config.Datadog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Starts a span for timers and asynchronous methods of EJBs, named {@code Class.method}. Nothing
 * else of the call is looked at.
 */
@OnItsOwn
@Interceptor
@Priority(2)
class OwnTrace {

  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  private final Tracer tracer;
  private final boolean always;

  @Inject
  OwnTrace(@Datadog Tracer tracer) {
    this(tracer, false);
  }

  private OwnTrace(Tracer tracer, boolean always) {
    this.tracer = tracer;
    this.always = always;
  }

  @AroundInvoke
  @AroundTimeout
  @Nullable Object trace(InvocationContext call) throws Exception {
    // A timer's method can be called by a request as well, whose span then covers it.
    if (!always && Span.current().getSpanContext().isValid()) {
      return call.proceed();
    }
    Context context = always ? Context.root() : Context.current();
    Span span = tracer.spanBuilder(name(call.getMethod())).setParent(context).startSpan();
    try {
      return context.with(span).wrap(call::proceed).call();
    } catch (Throwable failure) {
      span.setStatus(StatusCode.ERROR);
      // The gate writes the exception anew; one that was recorded vouches for its type.
      span.recordException(failure);
      span.setAttribute(ERROR_TYPE, failure.getClass().getName());
      throw failure;
    } finally {
      span.end();
    }
  }

  static String name(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }

  /**
   * For what Jakarta Concurrency repeats: its interceptor, of priority 5, calls from its own
   * threads what stands behind it. The request that asked for the first time is no part of that.
   */
  @Repeatedly
  @Interceptor
  @Priority(6)
  static class OfEachRun extends OwnTrace {

    @Inject
    OfEachRun(@Datadog Tracer tracer) {
      super(tracer, true);
    }
  }
}
