// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.it.app.InjectedResource;
import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What applications inject is there whether tracing is on or off. */
@OnMainServer
class CdiInjectionIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration NEVER = Duration.ofSeconds(2);

  @Deployment(name = "on", testable = false)
  static WebArchive on() {
    return Apps.clinic("on").addClass(InjectedResource.class);
  }

  /** The server's environment has the key; this application says no. */
  @Deployment(name = "off", testable = false)
  static WebArchive off() {
    return Apps.configured(
        Apps.clinic("off").addClass(InjectedResource.class), "dd.trace.enabled=false");
  }

  @BeforeEach
  void forgetEarlierTraces() {
    MainServer.agent().forget();
  }

  @Test
  void theTracerAndTheSettingsAreInjected() {
    assertThat(MainServer.http().get("/on/api/injected").body())
        .contains("enabled=true service=it-clinic env=test version=1.2.3 recording=true");

    ReceivedSpan root =
        MainServer.agent().awaitTrace(span -> span.resource().equals("GET /on/api/injected"), SOON);
    boolean bothArrived =
        Waiting.until(
            SOON,
            () ->
                MainServer.agent().spans().stream()
                        .filter(span -> span.parentId() == root.spanId())
                        .filter(span -> span.traceId() == root.traceId())
                        .count()
                    == 2);
    assertThat(bothArrived).as("a child of each tracer").isTrue();
  }

  /** A name written in the source comes from a programmer: it may leave. */
  @Test
  void aNameWrittenInTheSourceIsKept() {
    boolean arrived =
        Waiting.until(
            SOON,
            () -> {
              // Again until the class files are read: before that the strict answer holds.
              MainServer.http().get("/on/api/injected");
              Waiting.pause(Duration.ofMillis(500));
              return MainServer.agent().spans().stream()
                  .map(ReceivedSpan::resource)
                  .toList()
                  .containsAll(List.of("chart.render", "chart.print"));
            });
    assertThat(arrived).isTrue();
  }

  @Test
  void theTracerDoesNothingWhereTracingIsOff() {
    assertThat(MainServer.http().get("/off/api/injected").body())
        .contains("enabled=false")
        .contains("recording=false");

    Waiting.pause(NEVER);
    assertThat(MainServer.agent().spans()).isEmpty();
  }
}
