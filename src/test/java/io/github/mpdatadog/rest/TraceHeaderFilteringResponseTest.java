// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceHeaderFilteringResponseTest {

  private final List<String> called = new ArrayList<>();
  private final TraceHeaderFilteringResponse response =
      new TraceHeaderFilteringResponse(
          (HttpServletResponse)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {HttpServletResponse.class},
                  (proxy, method, arguments) -> {
                    called.add(method.getName() + (arguments == null ? "" : " " + arguments[0]));
                    return null;
                  }));

  @Test
  void whatTheApplicationFlushesIsFlushed() throws IOException {
    response.flushBuffer();

    assertThat(called).containsExactly("flushBuffer");
  }

  @Test
  void theServersTraceHeaderDoesNotPass() {
    response.setHeader("io.openliberty.trace", "1:2");
    response.addHeader("IO.OpenLiberty.Trace", "1:2");
    response.setHeader("X-Other", "3");

    assertThat(called).containsExactly("setHeader X-Other");
  }
}
