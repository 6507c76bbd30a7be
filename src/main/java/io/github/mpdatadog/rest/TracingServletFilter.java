// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * For applications with servlets of their own: ends the server's span when a servlet throws, which
 * the server itself does not, keeps the {@code io.openliberty.trace} header from the client, and
 * lets the trace follow work that is started with {@code AsyncContext.start}.
 *
 * <p>Name it in web.xml, for {@code /*}. The init parameter {@code keep-trace-header=true} lets the
 * header pass; the default is {@code false}. The jar never registers this filter by itself, because
 * some feature sets hide the servlet API and the application would not start. Thread-safe; does
 * nothing where tracing is off.
 */
public final class TracingServletFilter implements Filter {

  private boolean enabled;
  private boolean keepHeader;

  /** For the web container. */
  public TracingServletFilter() {}

  @Override
  public void init(FilterConfig config) {
    enabled = Switch.isOn();
    keepHeader = Boolean.parseBoolean(config.getInitParameter("keep-trace-header"));
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!enabled) {
      chain.doFilter(request, response);
      return;
    }
    boolean hide = !keepHeader && response instanceof HttpServletResponse;
    ServletResponse seen =
        hide ? new TraceHeaderFilteringResponse((HttpServletResponse) response) : response;
    boolean http = request instanceof HttpServletRequest;
    try {
      chain.doFilter(http ? new AsyncRequest((HttpServletRequest) request) : request, seen);
    } catch (IOException | ServletException | RuntimeException | Error failure) {
      FailedRequest.end(failure);
      throw failure;
    } finally {
      FailedRequest.endCalls();
    }
  }
}
