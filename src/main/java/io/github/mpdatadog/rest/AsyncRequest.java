// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.opentelemetry.context.Context;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Lets the trace follow work that a servlet starts with {@code AsyncContext.start}. */
final class AsyncRequest extends HttpServletRequestWrapper {

  AsyncRequest(HttpServletRequest request) {
    super(request);
  }

  @Override
  public AsyncContext startAsync() {
    return carrying(super.startAsync());
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    return carrying(super.startAsync(request, response));
  }

  @Override
  public AsyncContext getAsyncContext() {
    return carrying(super.getAsyncContext());
  }

  private static AsyncContext carrying(AsyncContext async) {
    return (AsyncContext)
        Proxy.newProxyInstance(
            AsyncRequest.class.getClassLoader(),
            new Class<?>[] {AsyncContext.class},
            (proxy, method, arguments) -> {
              Object[] carried = arguments;
              if (method.getName().equals("start")) {
                carried = new Object[] {Context.current().wrap((Runnable) arguments[0])};
              }
              try {
                return method.invoke(async, carried);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause() == null ? thrown : thrown.getCause();
              }
            });
  }
}
