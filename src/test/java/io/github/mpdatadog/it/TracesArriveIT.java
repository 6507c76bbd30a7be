// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an Agent receives from each way in which an application can carry the library. */
@OnMainServer
class TracesArriveIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  @Deployment(name = "scanning", testable = false)
  static WebArchive scanning() {
    return Apps.clinic("scanning");
  }

  @Deployment(name = "listing", testable = false)
  static WebArchive listing() {
    return Apps.listed("listing");
  }

  @Deployment(name = "rooted", testable = false)
  static WebArchive rooted() {
    return Apps.rooted("rooted");
  }

  @Deployment(name = "hospital", testable = false)
  static EnterpriseArchive hospital() {
    return Apps.ear("hospital", "ward", "lab");
  }

  @Deployment(name = "guarded", testable = false)
  static WebArchive guarded() {
    return Apps.guarded("guarded");
  }

  @BeforeEach
  void forgetEarlierTraces() {
    MainServer.agent().forget();
  }

  @ParameterizedTest
  @CsvSource({"scanning, api", "listing, listed", "ward, api", "lab, listed"})
  void aMatchedRequestArrivesUnderItsTemplate(String context, String application) {
    String base = "/" + context + "/" + application;
    assertThat(
            MainServer.http()
                .get(base + "/patients/MRN-00017?ssn=123-45-6789&name=Quackenbush")
                .status())
        .isEqualTo(200);

    ReceivedSpan span = arrival("GET " + base + "/patients/{mrn}");
    assertThat(span.isRoot()).isTrue();
    assertThat(span.service()).isEqualTo("it-clinic");
    assertThat(span.type()).isEqualTo("web");
    assertThat(span.error()).isZero();
    assertThat(span.start()).isPositive();
    assertThat(span.duration()).isPositive();
    assertThat(span.meta())
        .containsEntry("http.status_code", "200")
        .containsEntry("http.method", "GET")
        .containsEntry("span.kind", "server")
        .containsEntry("env", "test")
        .containsEntry("version", "1.2.3")
        .containsEntry("team", "records")
        .hasEntrySatisfying("_dd.p.tid", tid -> assertThat(tid).matches("[0-9a-f]{16}"));
    assertThat(span.metrics()).containsEntry("_sampling_priority_v1", 2.0);
  }

  @ParameterizedTest
  @CsvSource({
    "/scanning/api/patients/MRN-00017/visits/7001, GET /scanning/api, 200",
    "/scanning/api/patients/MRN-00017/visits/7001/notes/55, GET /scanning/api, 200",
    "/listing/listed/patients/MRN-00017/visits/7001, GET /listing/listed, 200",
    "/scanning/api/nowhere/MRN-00017, GET /scanning/api, 404",
    "/listing/listed/nowhere/MRN-00017, GET /listing/listed, 404",
    "/scanning/api/patients/MRN-00017/missing, GET /scanning/api/patients/{mrn}/missing, 404",
    "/rooted/nowhere/MRN-00017, GET /rooted, 404"
  })
  void aRequestWithoutATemplateOfItsOwnKeepsANeutralName(
      String target, String neutral, int status) {
    assertThat(MainServer.http().get(target).status()).isEqualTo(status);

    ReceivedSpan span =
        MainServer.agent().awaitTrace(received -> received.resource().startsWith(neutral), SOON);
    assertThat(span.resource()).doesNotContain("MRN-00017", "7001", "nowhere");
    assertThat(span.meta()).containsEntry("http.status_code", Integer.toString(status));
    assertThat(span.error()).as("a client's mistake is no error of the server").isZero();
  }

  @Test
  void aMethodThatIsNotAllowedKeepsANeutralName() {
    assertThat(
            MainServer.http()
                .send("DELETE", "/scanning/api/patients/MRN-00017", List.of(), "")
                .status())
        .isEqualTo(405);

    ReceivedSpan span =
        MainServer.agent()
            .awaitTrace(received -> received.resource().startsWith("DELETE /scanning/api"), SOON);
    assertThat(span.resource()).doesNotContain("MRN-00017");
    assertThat(span.meta()).containsEntry("http.status_code", "405");
  }

  @Test
  void anExceptionOfAResourceIsAnError() {
    assertThat(MainServer.http().get("/scanning/api/patients/MRN-00017/broken").status())
        .isEqualTo(500);

    ReceivedSpan span = arrival("GET /scanning/api/patients/{mrn}/broken");
    assertThat(span.error()).isEqualTo(1);
    assertThat(span.meta()).containsEntry("http.status_code", "500");
  }

  @ParameterizedTest(name = "X-Access: {0}")
  @CsvSource({"none, 403, 0", "broken, 500, 1"})
  void aRequestThatAFilterOfTheApplicationEndsArrivesUnderItsTemplate(
      String access, int status, int error) {
    String target = "/guarded/api/patients/MRN-00017";
    assertThat(MainServer.http().get(target, "X-Access: " + access).status()).isEqualTo(status);

    ReceivedSpan span = arrival("GET /guarded/api/patients/{mrn}");
    assertThat(span.error()).isEqualTo(error);
    assertThat(span.meta()).containsEntry("http.status_code", "" + status);
  }

  @Test
  void theTraceOfADatadogCallerGoesOn() {
    MainServer.http()
        .get(
            "/scanning/api/patients/1",
            "x-datadog-trace-id: 4611686018427387905",
            "x-datadog-parent-id: 77",
            "x-datadog-sampling-priority: 2");

    ReceivedSpan span = arrival("GET /scanning/api/patients/{mrn}");
    assertThat(span.traceId()).isEqualTo(4611686018427387905L);
    assertThat(span.parentId()).isEqualTo(77);
  }

  @Test
  void thePayloadIsWhatAnAgentExpects() {
    MainServer.http().get("/scanning/api/patients/1");
    arrival("GET /scanning/api/patients/{mrn}");

    ReceivedRequest payload = MainServer.agent().payloads().get(0);
    assertThat(payload.method()).isIn("PUT", "POST");
    assertThat(payload.header("Content-Type")).isEqualTo("application/msgpack");
    assertThat(payload.header("Datadog-Meta-Lang")).isEqualTo("java");
    assertThat(payload.header("X-Datadog-Trace-Count"))
        .isEqualTo(Integer.toString(ReceivedSpan.decode(payload.body()).size()));
  }

  private static ReceivedSpan arrival(String resource) {
    return MainServer.agent().awaitTrace(span -> span.resource().equals(resource), SOON);
  }
}
