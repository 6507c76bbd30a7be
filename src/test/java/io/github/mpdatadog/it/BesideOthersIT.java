// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls outside of a request, on a server whose first application does not have the library:
 * RESTEasy gives the filters of that one to such clients of all.
 */
@OnMainServer
class BesideOthersIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final FakeAgent OURS = new FakeAgent();

  @Deployment(name = "first", order = 1, testable = false)
  static WebArchive first() {
    return Apps.clinicWithoutLibrary("first");
  }

  @Deployment(name = "calling", order = 2, testable = false)
  static WebArchive calling() {
    return Apps.configured(
        Apps.outgoing("calling"), "dd.privacy.propagation.hosts=localhost:" + OURS.port());
  }

  @BeforeEach
  void forgetEarlierRequests() {
    MainServer.agent().forget();
    OURS.comeBack();
    OURS.forget();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jaxrs-registered", "rest-client"})
  void aHostOfOursReceivesTheTraceOnce(String client) {
    callFromTimer(client);

    assertThat(Waiting.until(SOON, () -> !OURS.requests().isEmpty())).isTrue();
    assertThat(OURS.requests().get(0).header("x-datadog-trace-id")).matches("\\d+");
  }

  @ParameterizedTest
  @CsvSource({"jaxrs-registered, GET", "rest-client, 'GET /registry/patients/{mrn}'"})
  void aCallThatIsRefusedIsAnError(String client, String resource) {
    OURS.goDown();
    callFromTimer(client);

    ReceivedSpan timer =
        MainServer.agent()
            .awaitTrace(span -> span.isRoot() && span.resource().equals("LateBean.timedOut"), SOON);
    assertThat(MainServer.agent().awaitChild(timer, resource, SOON).error()).isEqualTo(1);
  }

  private static void callFromTimer(String client) {
    String body = client + " " + OURS.url();
    assertThat(MainServer.http().post("/calling/api/late/timer", body).text()).contains("left");
    assertThat(MainServer.http().send("POST", "/calling/api/late/over", List.of(), "").text())
        .contains("over");
  }
}
