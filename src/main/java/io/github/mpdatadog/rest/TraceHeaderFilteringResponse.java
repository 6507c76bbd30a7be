// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** Lets every header pass but the one with which the server tells trace and span id to clients. */
final class TraceHeaderFilteringResponse extends HttpServletResponseWrapper {

  private static final String TRACE_HEADER = "io.openliberty.trace";

  private static final StackWalker CALLER = StackWalker.getInstance();
  private static final String CONTAINER = "com.ibm.ws.webcontainer.servlet.ServletWrapper";

  TraceHeaderFilteringResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public void setHeader(String name, String value) {
    if (!TRACE_HEADER.equalsIgnoreCase(name)) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (!TRACE_HEADER.equalsIgnoreCase(name)) {
      super.addHeader(name, value);
    }
  }

  /**
   * When a servlet is done the container flushes each wrapper, for it may hold something back. This
   * one does not; and from then on the application's other filters could set no header any more.
   */
  @Override
  public void flushBuffer() throws IOException {
    if (!isCalledByContainer()) {
      super.flushBuffer();
    }
  }

  private static boolean isCalledByContainer() {
    return CALLER.walk(
        frames -> frames.skip(2).limit(1).anyMatch(f -> f.getClassName().equals(CONTAINER)));
  }
}
