// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** Lets every header pass but the one with which the server tells trace and span id to clients. */
final class TraceHeaderFilteringResponse extends HttpServletResponseWrapper {

  private static final String TRACE_HEADER = "io.openliberty.trace";

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
}
