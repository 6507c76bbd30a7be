// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;

/**
 * For applications with servlets of their own: ends the server's span when a servlet throws, and
 * takes its scope off the thread, which the server itself does not, keeps the {@code
 * io.openliberty.trace} header from the client, and lets the trace follow work that is started with
 * {@code AsyncContext.start}.
 *
 * <p>Name it in web.xml, for {@code /*}. The init parameter {@code keep-trace-header=true} lets the
 * header pass; the default is {@code false}. The jar never registers this filter by itself, because
 * some feature sets hide the servlet API and the application would not start. Thread-safe; does
 * nothing where tracing is off.
 */
public final class TracingServletFilter implements Filter {

  private static final int MOST_WRAPPERS = 8;

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
      FailedRequest.endCalls();
    } catch (IOException | ServletException failure) {
      end(failure, response);
      // Only then does the server leave its scope on the thread.
      FailedRequest.leave();
      throw failure;
    } catch (RuntimeException | Error failure) {
      end(failure, response);
      throw failure;
    }
  }

  private static void end(Throwable failure, ServletResponse response) {
    FailedRequest.endCalls();
    Throwable cause = cause(failure);
    FailedRequest.end(cause, status(response, cause));
  }

  /** What the servlet threw: the server puts its own exceptions around it. */
  private static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < MOST_WRAPPERS && cause instanceof ServletException wrapper; i++) {
      if (wrapper.getRootCause() == null) {
        break;
      }
      cause = wrapper.getRootCause();
    }
    return cause;
  }

  /** Of the answer, which the server makes of the exception later, unless it has set it by now. */
  private static int status(ServletResponse response, Throwable cause) {
    int status = response instanceof HttpServletResponse http ? http.getStatus() : 0;
    if (status >= HttpServletResponse.SC_BAD_REQUEST) {
      return status;
    }
    if (cause instanceof UnavailableException unavailable) {
      return unavailable.isPermanent()
          ? HttpServletResponse.SC_NOT_FOUND
          : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }
    return cause instanceof FileNotFoundException
        ? HttpServletResponse.SC_NOT_FOUND
        : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }
}
