// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever ails the Agent, patients are served; once it is well, traces arrive again. */
@TestMethodOrder(OrderAnnotation.class)
class AgentTroubleIT {
  /** Far below the time-outs of an exporter, so that a request waiting for one would be noticed. */
  private static final Duration QUICK = Duration.ofSeconds(2);

  private static final Duration RECOVERY = Duration.ofSeconds(30);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final String MATCHED = "GET /clinic/api/patients/{mrn}";

  private static FakeAgent agent;
  private static LibertyServer server;

  /** The Agent is down when the server starts, as in a pod whose side-car is late. */
  @BeforeAll
  static void start() {
    agent = new FakeAgent();
    agent.goDown();
    server =
        LibertyServer.start(
            ServerDirectory.create("it-trouble", "alone")
                .features("restfulWS-3.1", "cdi-4.0", "mpConfig-3.1", "mpTelemetry-2.1")
                .environment("DD_API_KEY=0123456789abcdef", "DD_TRACE_AGENT_URL=" + agent.url())
                .application(Apps.clinic("clinic")));
    // The first request pays for the start of the REST runtime, whatever the Agent does.
    server.http().get("/clinic/api/patients/MRN-00017");
  }

  @AfterAll
  static void stop() {
    server.close();
    agent.close();
  }

  @Test
  @Order(1)
  void anAgentThatStartsLateGetsTraces() {
    requestsAreAnswered();
    agent.comeBack();
    tracesArriveAgain();
  }

  @Test
  @Order(2)
  void anAgentThatGoesDownIsMissedByNoRequest() {
    agent.goDown();
    requestsAreAnswered();
    Waiting.pause(Duration.ofSeconds(2));
    requestsAreAnswered();
    agent.comeBack();
    tracesArriveAgain();
  }

  @Test
  @Order(3)
  void aSlowAgentSlowsNoRequest() {
    agent.beSlow(Duration.ofSeconds(15));
    requestsAreAnswered();
    Waiting.pause(Duration.ofSeconds(1));
    requestsAreAnswered();
    agent.beOk();
    tracesArriveAgain();
  }

  @ParameterizedTest
  @Order(4)
  @ValueSource(ints = {429, 413, 500})
  void aRefusingAgentFailsNoRequest(int status) {
    agent.answer(status);
    requestsAreAnswered();
    Waiting.pause(Duration.ofSeconds(1));
    requestsAreAnswered();
    agent.beOk();
    tracesArriveAgain();
  }

  @Test
  @Order(5)
  void troubleIsToldWithoutFloodingTheLog() {
    assertThat(server.libraryMessages()).as("messages of the library").hasSizeBetween(1, 40);
    assertThat(Identifiers.search().in(server.messages().getBytes())).isEmpty();
  }

  @Test
  @Order(6)
  void anApplicationIsUndeployedQuicklyWhileTheAgentIsDead() {
    agent.beSlow(Duration.ofMinutes(1));
    requestsAreAnswered();
    Waiting.pause(Duration.ofSeconds(1));
    assertThat(server.undeployAll()).isLessThan(STOP);
    assertThat(server.stop()).isLessThan(STOP);
  }

  private static void requestsAreAnswered() {
    for (int i = 0; i < 20; i++) {
      Instant before = Instant.now();
      assertThat(server.http().get("/clinic/api/patients/MRN-00017").status()).isEqualTo(200);
      assertThat(Duration.between(before, Instant.now())).isLessThan(QUICK);
    }
  }

  /** New traces are asked for repeatedly: the library may be pausing before it tries again. */
  private static void tracesArriveAgain() {
    agent.forget();
    boolean arrived =
        Waiting.until(
            RECOVERY,
            () -> {
              server.http().get("/clinic/api/patients/MRN-00017");
              return agent.spans().stream().anyMatch(span -> span.resource().equals(MATCHED));
            });
    assertThat(arrived).as("traces arrive again").isTrue();
  }
}
