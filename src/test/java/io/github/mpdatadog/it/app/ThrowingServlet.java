// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.NotAllowedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;

/** Throws what the query asks for. */
public class ThrowingServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String patient = request.getPathInfo();
    switch (String.valueOf(request.getQueryString())) {
      case "io" -> throw new IOException("cannot read " + patient);
      case "cause" ->
          throw new ServletException(new IllegalStateException("cannot open " + patient));
      case "missing" -> throw new FileNotFoundException("no file of " + patient);
      case "missing-below" -> throw new UncheckedIOException(new FileNotFoundException(patient));
      case "status-then" -> {
        response.setStatus(404);
        throw new IllegalStateException("cannot show " + patient);
      }
      case "halfway" -> {
        response.getWriter().print("the first page");
        response.flushBuffer();
        throw new IOException("cannot read " + patient);
      }
      case "rest" -> throw new NotAllowedException("GET");
      case "host" -> throw new UnknownHostException(patient + ": Name or service not known");
      case "unavailable" -> throw new UnavailableException("no room for " + patient, 3);
      default -> throw new IllegalStateException("cannot show " + patient);
    }
  }
}
