// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** Lets the trace follow work that a servlet starts with {@code AsyncContext.start}. */
final class AsyncRequest extends HttpServletRequestWrapper {

  AsyncRequest(HttpServletRequest request) {
    super(request);
  }

  @Override
  public AsyncContext startAsync() {
    return TracedAsync.of(super.startAsync());
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    return TracedAsync.of(super.startAsync(request, response));
  }

  @Override
  public AsyncContext getAsyncContext() {
    return TracedAsync.of(super.getAsyncContext());
  }
}
