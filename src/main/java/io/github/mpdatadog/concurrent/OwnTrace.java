// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import static java.util.logging.Level.FINE;

import io.github.mpdatadog.telemetry.FailedSpan;
import io.github.mpdatadog.telemetry.ServersTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts a span for timers and asynchronous methods of EJBs, named {@code Class.method}. Nothing
 * else of the call is looked at. Serializable, because stateful beans may have such methods.
 */
@OnItsOwn
@Interceptor
@Priority(2)
class OwnTrace implements Serializable {

  private static final String SCOPE = "io.github.mpdatadog";
  private static final Logger LOG = Logger.getLogger(OwnTrace.class.getName());

  private final boolean always;

  /** Looked up where it is needed, since no SDK's tracer can be written. */
  private transient @Nullable Tracer tracer;

  /** For CDI. */
  OwnTrace() {
    this(false, null);
  }

  OwnTrace(boolean always, @Nullable Tracer tracer) {
    this.always = always;
    this.tracer = tracer;
  }

  @AroundInvoke
  @AroundTimeout
  @Nullable Object trace(InvocationContext call) throws Exception {
    // A timer's method can be called by a request as well, whose span then covers it.
    if (!always && isTraced()) {
      return call.proceed();
    }
    if (tracer == null) {
      tracer = ofApplication();
    }
    return tracer == null ? call.proceed() : inSpan(call, tracer);
  }

  /** A trace that cannot be told is none of ours to begin. */
  private static boolean isTraced() {
    try {
      return Span.current().getSpanContext().isValid();
    } catch (RuntimeException | LinkageError unusual) {
      LOG.log(FINE, "A method is called without its span: {0}", unusual.getClass());
      return true;
    }
  }

  private @Nullable Object inSpan(InvocationContext call, Tracer tracer) throws Exception {
    Context context = Context.current();
    Span span = Span.getInvalid();
    try {
      Context parent = always ? Context.root() : context;
      span = tracer.spanBuilder(name(call.getMethod())).setParent(parent).startSpan();
      context = parent.with(span);
    } catch (RuntimeException | LinkageError unusual) {
      // The method must never fail because of its trace.
      LOG.log(FINE, "A method is called without its span: {0}", unusual.getClass());
    }
    Throwable failure = null;
    try {
      return context.wrap(call::proceed).call();
    } catch (Throwable thrown) {
      failure = thrown;
      throw thrown;
    } finally {
      end(span, failure);
    }
  }

  private static void end(Span span, @Nullable Throwable failure) {
    try {
      if (failure == null) {
        span.end();
      } else {
        FailedSpan.end(span, failure);
      }
    } catch (RuntimeException | LinkageError lost) {
      LOG.log(FINE, "A span is lost: {0}", lost.getClass());
    }
  }

  /** Of the application that calls; null without CDI. */
  private static @Nullable Tracer ofApplication() {
    try {
      return ServersTelemetry.of(CDI.current().select(OpenTelemetry.class, Any.Literal.INSTANCE))
          .getTracer(SCOPE);
    } catch (RuntimeException | LinkageError none) {
      return null;
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

    /** For CDI. */
    OfEachRun() {
      super(true, null);
    }
  }
}
