// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.github.mpdatadog.privacy.Vocabulary;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

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

  private static final int MOST_CAUSES = 32;

  private boolean enabled;
  private boolean keepHeader;

  /** What it tells is known for as long as it is held. */
  @SuppressWarnings("UnusedVariable")
  private @Nullable ServletContext context;

  /** For the web container. */
  public TracingServletFilter() {}

  @Override
  public void init(FilterConfig config) {
    enabled = Switch.isOn();
    keepHeader = Boolean.parseBoolean(config.getInitParameter("keep-trace-header"));
    if (enabled) {
      // In an EAR with the jar in lib, no extension has seen it.
      FailedRequest.harmless(() -> learn(config.getServletContext()));
    }
  }

  private void learn(ServletContext told) {
    ServletPaths.collect(told, Vocabulary.shared());
    context = told;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!enabled || isWithin(request)) {
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

  /** Of a request that the filter has met already, and whose end it will see. */
  private static boolean isWithin(ServletRequest request) {
    DispatcherType type = request.getDispatcherType();
    return type == DispatcherType.FORWARD
        || type == DispatcherType.INCLUDE
        || type == DispatcherType.ERROR;
  }

  private static void end(Throwable failure, ServletResponse response) {
    FailedRequest.endCalls();
    // An exception is the application's code, too, when it is asked for its cause.
    FailedRequest.harmless(() -> FailedRequest.end(thrown(failure), status(failure, response)));
  }

  /** What the servlet threw: the server puts its own exceptions around it. */
  private static Throwable thrown(Throwable failure) {
    Throwable thrown = failure;
    for (int i = 0;
        i < MOST_CAUSES
            && thrown instanceof ServletException wrapper
            && wrapper.getRootCause() != null;
        i++) {
      thrown = wrapper.getRootCause();
    }
    return thrown;
  }

  /**
   * Of the answer. Unless it is on its way, Open Liberty makes it of the last cause alone, whatever
   * status the servlet has set.
   */
  private static int status(Throwable failure, ServletResponse response) {
    if (response instanceof HttpServletResponse http && http.isCommitted()) {
      return http.getStatus();
    }
    Throwable last = failure;
    for (int i = 0; i < MOST_CAUSES && last.getCause() != null; i++) {
      last = last.getCause();
    }
    if (last instanceof UnavailableException unavailable) {
      return unavailable.isPermanent()
          ? HttpServletResponse.SC_NOT_FOUND
          : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }
    return last instanceof FileNotFoundException
        ? HttpServletResponse.SC_NOT_FOUND
        : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }
}
