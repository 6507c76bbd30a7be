// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mpdatadog.FailingTelemetry;
import io.github.mpdatadog.privacy.Vocabulary;
import io.opentelemetry.context.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the SDK throws, a request is answered, or fails, as without us. */
class FailingSdkTest {
  private final ServletRequest request = fake(ServletRequest.class);
  private final ServletResponse response = fake(ServletResponse.class);

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("SDK closed"),
        new NoClassDefFoundError("io/opentelemetry/api/Gone"));
  }

  @BeforeEach
  void switchOn() {
    System.setProperty("dd.api.key", "k");
  }

  @AfterEach
  void switchOff() {
    System.clearProperty("dd.api.key");
  }

  private static <T> T fake(Class<T> type) {
    return proxy(type, (proxy, method, arguments) -> null);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            FailingSdkTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private void through(FilterChain chain) throws Exception {
    TracingServletFilter filter = new TracingServletFilter();
    filter.init(fake(FilterConfig.class));
    filter.doFilter(request, response, chain);
  }

  private static FilterChain throwing(ServletException own) {
    return (asked, answered) -> {
      throw own;
    };
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aServletsExceptionIsTheApplications(Throwable failure) {
    ServletException own = new ServletException("no such ward");

    try (Scope scope = FailingTelemetry.current(failure)) {
      assertThatThrownBy(() -> through(throwing(own))).isSameAs(own);
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void anExceptionThatTellsNothingOfItselfIsTheApplications(Throwable failure) {
    ServletException own =
        new ServletException("no such ward") {
          @Override
          public Throwable getRootCause() {
            throw new IllegalStateException(failure);
          }

          @Override
          public synchronized Throwable getCause() {
            throw new IllegalStateException(failure);
          }
        };

    assertThatThrownBy(() -> through(throwing(own))).isSameAs(own);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aServletsAnswerIsTheApplications(Throwable failure) throws Exception {
    List<ServletRequest> served = new ArrayList<>();

    try (Scope scope = FailingTelemetry.current(failure)) {
      through((asked, answered) -> served.add(asked));
    }

    assertThat(served).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aResourceIsCalledAndItsAnswerIsSent(Throwable failure) throws Exception {
    Method resource = Object.class.getMethod("toString");
    RouteFilter route =
        new RouteFilter(
            new Routes(new Vocabulary()),
            proxy(
                ResourceInfo.class,
                (proxy, method, arguments) ->
                    method.getName().equals("getResourceMethod") ? resource : Object.class));

    try (Scope scope = FailingTelemetry.current(failure)) {
      new RawUrlFilter(new Vocabulary(), System::nanoTime)
          .filter(fake(ContainerRequestContext.class));
      route.filter(fake(ContainerRequestContext.class));
      route.filter(fake(ContainerRequestContext.class), fake(ContainerResponseContext.class));
    }
  }
}
