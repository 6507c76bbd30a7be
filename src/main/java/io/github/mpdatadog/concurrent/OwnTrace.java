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

  @Inject
  OwnTrace(@Datadog Tracer tracer) {
    this.tracer = tracer;
  }

  @AroundInvoke
  @AroundTimeout
  @Nullable Object trace(InvocationContext call) throws Exception {
    // A timer's method can be called by a request as well, whose span then covers it.
    if (Span.current().getSpanContext().isValid()) {
      return call.proceed();
    }
    Span span = tracer.spanBuilder(name(call.getMethod())).startSpan();
    try {
      return Context.current().with(span).wrap(call::proceed).call();
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
}
