// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.github.mpdatadog.telemetry.TaskContext;
import io.opentelemetry.context.Context;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous context whose {@code start} carries the trace. Every proxy of one context equals
 * every other, and listeners see one as well: applications keep them in collections.
 */
final class TracedAsync implements InvocationHandler {

  private final AsyncContext async;

  private TracedAsync(AsyncContext async) {
    this.async = async;
  }

  static AsyncContext of(AsyncContext async) {
    return unwrapped(async) != async
        ? async
        : (AsyncContext)
            Proxy.newProxyInstance(
                TracedAsync.class.getClassLoader(),
                new Class<?>[] {AsyncContext.class},
                new TracedAsync(async));
  }

  private static @Nullable Object unwrapped(@Nullable Object object) {
    return object != null
            && Proxy.isProxyClass(object.getClass())
            && Proxy.getInvocationHandler(object) instanceof TracedAsync traced
        ? traced.async
        : object;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Object[] passed = arguments == null ? new Object[0] : arguments.clone();
    switch (method.getName()) {
      case "equals" -> passed[0] = unwrapped(passed[0]);
      case "start" -> passed[0] = TaskContext.of(Context.current()).wrap((Runnable) passed[0]);
      case "addListener" -> passed[0] = new Relay((AsyncListener) passed[0]);
      default -> {}
    }
    try {
      return method.invoke(async, passed);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() == null ? thrown : thrown.getCause();
    }
  }

  /** Tells a listener of the context that the application has. */
  private record Relay(AsyncListener listener) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) throws IOException {
      listener.onComplete(seen(event));
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
      listener.onTimeout(seen(event));
    }

    @Override
    public void onError(AsyncEvent event) throws IOException {
      listener.onError(seen(event));
    }

    @Override
    public void onStartAsync(AsyncEvent event) throws IOException {
      listener.onStartAsync(seen(event));
    }

    private static AsyncEvent seen(AsyncEvent event) {
      return new AsyncEvent(
          of(event.getAsyncContext()),
          event.getSuppliedRequest(),
          event.getSuppliedResponse(),
          event.getThrowable());
    }
  }
}
