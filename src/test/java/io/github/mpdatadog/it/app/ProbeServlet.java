// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ref.Reference;
import java.util.List;

/** Tells what undeployed applications left behind. Deployed alone, without the library. */
@WebServlet({"/threads", "/loaders"})
public class ProbeServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PrintWriter out = response.getWriter();
    if (request.getServletPath().equals("/threads")) {
      Thread.getAllStackTraces().keySet().forEach(thread -> out.println(thread.getName()));
    } else {
      System.gc();
      List<?> loaders =
          (List<?>) System.getProperties().getOrDefault("it.application.loaders", List.of());
      out.print(loaders.stream().filter(loader -> ((Reference<?>) loader).get() != null).count());
    }
  }
}
