// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves with, and what is seen of, the calls that an application makes to others. */
@OnMainServer
class OutgoingIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final AtomicLong TRACES = new AtomicLong(5611686018427387904L);
  private static final String ID = "MRN-88274415";
  private static final Pattern TRACE_HEADER =
      Pattern.compile("(?im)^(traceparent|tracestate|baggage|x-datadog-.*|b3|x-b3-.*):");

  /** Both record what they receive; they differ in the port that is configured as ours. */
  private static final FakeAgent OURS = new FakeAgent();

  private static final FakeAgent THIRD_PARTY = new FakeAgent();

  @Deployment(name = "calling", testable = false)
  static WebArchive calling() {
    return Apps.configured(
        Apps.outgoing("calling"),
        "our-registry/mp-rest/url=" + OURS.url(),
        "dd.privacy.propagation.hosts=*.internal.example, !lab.internal.example");
  }

  /** The same beside it, to which the other host is the own one. */
  @Deployment(name = "calling-elsewhere", testable = false)
  static WebArchive callingElsewhere() {
    return Apps.configured(
        Apps.outgoing("calling-elsewhere"), "our-registry/mp-rest/url=" + THIRD_PARTY.url());
  }

  /** Spans of the test before may still arrive. */
  private final long trace = TRACES.incrementAndGet();

  @BeforeEach
  void forgetEarlierRequests() {
    MainServer.agent().forget();
    OURS.comeBack();
    THIRD_PARTY.comeBack();
    OURS.forget();
    THIRD_PARTY.forget();
  }

  @AfterEach
  void nothingOfThePatientLeft() {
    assertThat(new LeakSearch(List.of(ID)).in(MainServer.agent().requests())).isEmpty();
  }

  @EveryClient
  void aThirdPartyReceivesNoTraceHeader(String kind) {
    call(kind, THIRD_PARTY);

    assertThat(THIRD_PARTY.requests()).hasSize(1);
    assertThat(traceHeaders(THIRD_PARTY)).isEmpty();
  }

  @EveryClient
  void aHostOfOursReceivesTheTraceButNoBaggage(String kind) {
    call(kind, OURS);

    assertThat(traceHeaders(OURS))
        .contains("traceparent", "x-datadog-trace-id", "x-datadog-parent-id")
        .doesNotContain("baggage");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jaxrs", "http-client", "http-client-async"})
  void theTraceGoesOnFromTheClientsSpan(String kind) {
    call(kind, OURS);

    ReceivedSpan client = client("GET");
    ReceivedRequest received = OURS.requests().get(0);
    assertThat(Long.parseUnsignedLong(received.header("x-datadog-trace-id")))
        .isEqualTo(client.traceId());
    assertThat(Long.parseUnsignedLong(received.header("x-datadog-parent-id")))
        .isEqualTo(client.spanId());
  }

  @Test
  void headersThatTheApplicationCopiedStayBehindAsWell() {
    call("jaxrs-copied", THIRD_PARTY);

    assertThat(traceHeaders(THIRD_PARTY)).isEmpty();
  }

  /** A host of ours would take them for our own. */
  @Test
  void headersThatTheApplicationCopiedDoNotStandBesideOurs() {
    call("jaxrs-copied", OURS);

    assertThat(traceHeaders(OURS)).contains("traceparent").doesNotContain("baggage", "b3");
    assertThat(OURS.requests().get(0).headers().toString()).doesNotContain("3333333333333333");
  }

  /** The path that the other side gets is the template of the span. */
  @ParameterizedTest
  @CsvSource({
    "rest-client-inherited, /wards/patients/{mrn}, /wards/patients/ID",
    "rest-client-plain, /patients/{mrn}, /patients/ID",
    "rest-client-within, /wards/*, /wards/ID/beds/ID"
  })
  void aRestClientsCallIsToldByItsOwnInterface(String kind, String template, String path) {
    call(kind, OURS);

    assertThat(client("GET " + template).meta())
        .containsEntry("http.url", "http://localhost" + template);
    assertThat(OURS.requests().get(0).path()).startsWith(path.replace("ID", ID));
  }

  /** They share what their builder was told. */
  @Test
  void clientsOfOneBuilderAreNotMixedUp() {
    call("rest-client-of-several", OURS);

    assertThat(OURS.requests().get(0).path()).startsWith("/wards/patients/" + ID);
    assertThat(Waiting.until(SOON, () -> !clients().isEmpty())).isTrue();
    assertThat(clients())
        .extracting(ReceivedSpan::resource)
        .containsAnyOf("GET", "GET /wards/patients/{mrn}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http-client", "http-client-async"})
  void theJdksClientTellsTheHostAndNoPath(String kind) {
    call(kind, OURS);

    ReceivedSpan span = client("GET");
    assertThat(span.parentId()).isNotZero();
    assertThat(span.meta())
        .containsEntry("http.url", "http://localhost")
        .containsEntry("http.method", "GET")
        .containsEntry("http.status_code", "200")
        .containsEntry("peer.hostname", "localhost");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http-client", "http-client-async"})
  void aRefusedCallOfTheJdksClientIsAnError(String kind) {
    THIRD_PARTY.goDown();
    assertThat(answer(kind, THIRD_PARTY.url())).isEqualTo("failed");

    assertThat(client("GET").meta()).containsEntry("error.type", "java.net.ConnectException");
  }

  /** Its redirects lead wherever the answer says, and take the headers along. */
  @ParameterizedTest
  @ValueSource(strings = {"rest-client-redirects", "jaxrs-redirects", "http-client-redirects"})
  void aClientThatFollowsRedirectsSendsNoTraceHeader(String kind) {
    OURS.redirectTo(THIRD_PARTY.url());

    call(kind, OURS);

    assertThat(THIRD_PARTY.requests()).as("the redirect was followed").hasSize(1);
    assertThat(traceHeaders(THIRD_PARTY)).isEmpty();
    assertThat(traceHeaders(OURS)).isEmpty();
  }

  @Test
  void theResourceIsTheTemplateOfTheInterface() {
    call("rest-client", OURS);

    ReceivedSpan span = client("GET /registry/patients/{mrn}");
    assertThat(span.meta())
        .containsEntry("http.url", "http://localhost/registry/patients/{mrn}")
        .containsEntry("http.status_code", "200")
        .containsEntry("span.kind", "client");
  }

  @Test
  void anAsynchronousCallHasTheTemplateOfTheInterface() {
    call("rest-client-async", OURS);

    assertThat(client("GET /registry/charts/{mrn}").parentId()).isNotZero();
  }

  @Test
  void aTemplateLosesItsRegularExpression() {
    call("configured", OURS);

    client("GET /ours/visits/{id}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jaxrs", "rest-client", "http-client"})
  void aProxyPassesTheTraceToUsOnly(String kind) {
    try (FakeProxy proxy = new FakeProxy()) {
      answer(kind, OURS.url(), proxy);
      answer(kind, THIRD_PARTY.url(), proxy);

      assertThat(proxy.heads()).as("both went through it").hasSize(2);
    }
    assertThat(traceHeaders(OURS)).contains("traceparent", "x-datadog-trace-id");
    assertThat(THIRD_PARTY.requests()).hasSize(1);
    assertThat(traceHeaders(THIRD_PARTY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "jaxrs, GET",
    "rest-client, GET /registry/patients/{mrn}",
    "http-client, GET",
  })
  void theSpanTellsTheTargetAndNotTheProxy(String kind, String resource) {
    try (FakeProxy proxy = new FakeProxy()) {
      answer(kind, OURS.url(), proxy);
    }

    assertThat(client(resource).meta()).containsEntry("peer.hostname", "localhost");
  }

  /** A tunnel is for the target; what asks the proxy for it is read by the proxy. */
  @ParameterizedTest
  @ValueSource(strings = {"jaxrs", "rest-client", "http-client"})
  void aProxyIsToldNoTraceBeforeTheTunnelStands(String kind) {
    try (FakeProxy proxy = new FakeProxy()) {
      answer(kind, OURS.url().replace("http:", "https:"), proxy);

      assertThat(proxy.heads())
          .isNotEmpty()
          .allMatch(head -> head.startsWith("CONNECT localhost:" + OURS.port() + " "))
          .noneMatch(head -> TRACE_HEADER.matcher(head).find());
    }
  }

  @Test
  void aTimeoutOfAnAsynchronousCallIsAnError() {
    THIRD_PARTY.beSlow(Duration.ofSeconds(2));

    assertThat(answer("jaxrs-impatient", THIRD_PARTY.url())).isEqualTo("failed");

    assertThat(client("GET").error()).isEqualTo(1);
  }

  @Test
  void aStageThatFailsForAnAsynchronousResourceIsAnError() {
    THIRD_PARTY.goDown();
    assertThat(answer("returned", THIRD_PARTY.url())).isEqualTo("failed");

    assertThat(client("GET").error()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "jaxrs, GET",
    "jaxrs-async, GET",
    "jaxrs-callback, GET",
    "jaxrs-rx, GET",
    "jaxrs-rx-class, GET",
    "rest-client, GET /registry/patients/{mrn}",
    "rest-client-async, GET /registry/charts/{mrn}"
  })
  void aCallThatIsRefusedIsAnError(String kind, String resource) {
    THIRD_PARTY.goDown();
    assertThat(answer(kind, THIRD_PARTY.url())).isEqualTo("failed");

    ReceivedSpan span = client(resource);
    assertThat(span.error()).isEqualTo(1);
    assertThat(span.meta()).containsEntry("error.type", "jakarta.ws.rs.ProcessingException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"executor", "declared-executor", "propagating-executor", "asynchronous-method"})
  void aCallThatIsRefusedWhenItsRequestIsOverIsAnError(String kind) {
    refuseLate(kind);

    ReceivedSpan span = client("GET");
    assertThat(span.error()).isEqualTo(1);
    assertThat(span.meta()).containsEntry("error.type", "jakarta.ws.rs.ProcessingException");
  }

  /** Of two applications, of which RESTEasy gives the filters of one to such calls of both. */
  @ParameterizedTest
  @CsvSource({
    "calling, ejb, LateBean.call",
    "calling, timer, LateBean.timedOut",
    "calling-elsewhere, ejb, LateBean.call",
    "calling-elsewhere, timer, LateBean.timedOut"
  })
  void aCallThatIsRefusedWithoutARequestIsAnError(String application, String kind, String caller) {
    THIRD_PARTY.goDown();
    callLate(application, kind, THIRD_PARTY);

    ReceivedSpan root =
        MainServer.agent()
            .awaitTrace(span -> span.isRoot() && span.resource().equals(caller), SOON);
    assertThat(MainServer.agent().awaitChild(root, "GET", SOON).error()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "calling, executor",
    "calling, ejb",
    "calling, timer",
    "calling-elsewhere, executor",
    "calling-elsewhere, ejb",
    "calling-elsewhere, timer"
  })
  void withoutARequestItsOwnApplicationKnowsWhichHostsAreOurs(String application, String kind) {
    boolean first = application.equals("calling");
    callLate(application, kind, OURS);
    callLate(application, kind, THIRD_PARTY);

    assertThat(Waiting.until(SOON, () -> OURS.requests().size() == 1)).isTrue();
    assertThat(Waiting.until(SOON, () -> THIRD_PARTY.requests().size() == 1)).isTrue();
    assertThat(traceHeaders(first ? OURS : THIRD_PARTY)).contains("traceparent");
    assertThat(traceHeaders(first ? THIRD_PARTY : OURS)).isEmpty();
  }

  private void refuseLate(String kind) {
    THIRD_PARTY.goDown();
    callLate("calling", kind, THIRD_PARTY);
  }

  /** What the request left to others calls nobody until it is over. */
  private void callLate(String application, String kind, FakeAgent target) {
    String late = "/" + application + "/api/late/";
    assertThat(post(late + kind, "jaxrs " + target.url()).text()).contains("left");
    assertThat(MainServer.http().send("POST", late + "over", List.of(), "").text())
        .contains("over");
  }

  /** The outer one is not over when what writes its entity calls someone else. */
  @Test
  void aCallWithinACallIsNoFailureOfTheOuterOne() {
    call("jaxrs-nested", OURS);

    assertThat(client("POST").error()).isZero();
    assertThat(client("GET").error()).isZero();
  }

  @Test
  void anErrorOfTheOtherSideIsOnTheSpan() {
    OURS.answer(503);

    answer("rest-client", OURS.url());

    ReceivedSpan span = client("GET /registry/patients/{mrn}");
    assertThat(span.error()).isEqualTo(1);
    assertThat(span.meta()).containsEntry("http.status_code", "503");
  }

  @ParameterizedTest
  @CsvSource({"retried, GET /ours/retried/{id}", "retried-elsewhere, GET /ours/visits/{id}"})
  void eachRetryIsASpanOfItsOwn(String kind, String resource) {
    OURS.answer(503);

    answer(kind, OURS.url());

    expectOneCallAndTwoRetries(resource);
  }

  @ParameterizedTest
  @CsvSource({"retried, GET /ours/retried/{id}", "retried-elsewhere, GET /ours/visits/{id}"})
  void eachRetryOfARefusedCallIsAnErrorOfItsOwn(String kind, String resource) {
    OURS.goDown();
    assertThat(answer(kind, OURS.url())).isEqualTo("failed");

    expectOneCallAndTwoRetries(resource);
  }

  private void expectOneCallAndTwoRetries(String resource) {
    assertThat(Waiting.until(SOON, () -> clients(resource).size() == 3))
        .as("one call and two retries")
        .isTrue();
    ReceivedSpan request =
        MainServer.agent()
            .awaitTrace(span -> span.traceId() == trace && span.parentId() == 77, SOON);
    assertThat(clients(resource))
        .allSatisfy(span -> assertThat(span.error()).isEqualTo(1))
        .extracting(ReceivedSpan::parentId)
        .as("of one request")
        .containsOnly(request.spanId());
  }

  private void call(String kind, FakeAgent target) {
    assertThat(answer(kind, target.url())).startsWith("answered");
  }

  private String answer(String kind, String base) {
    return answered(kind, base + "\n" + ID);
  }

  private String answer(String kind, String base, FakeProxy proxy) {
    return answered(kind, base + "\n" + ID + "\n" + proxy.port());
  }

  private String answered(String kind, String body) {
    return post("/calling/api/calls/" + kind, body)
        .body()
        .lines()
        .filter(line -> line.matches("(answered|failed).*"))
        .findFirst()
        .orElseThrow();
  }

  private RawHttp.Answer post(String target, String body) {
    RawHttp.Answer answer =
        MainServer.http()
            .send(
                "POST",
                target,
                List.of(
                    "Content-Type: text/plain;charset=utf-8",
                    "x-datadog-trace-id: " + trace,
                    "x-datadog-parent-id: 77"),
                body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }

  private ReceivedSpan client(String resource) {
    return MainServer.agent().awaitTrace(span -> isClient(span, resource), SOON);
  }

  private List<ReceivedSpan> clients() {
    return MainServer.agent().spans().stream()
        .filter(span -> isClient(span, span.resource()))
        .toList();
  }

  private List<ReceivedSpan> clients(String resource) {
    return MainServer.agent().spans().stream().filter(span -> isClient(span, resource)).toList();
  }

  private boolean isClient(ReceivedSpan span, String resource) {
    return span.traceId() == trace
        && "client".equals(span.meta().get("span.kind"))
        && span.resource().equals(resource);
  }

  private static Set<String> traceHeaders(FakeAgent received) {
    Set<String> names = new TreeSet<>();
    for (ReceivedRequest request : received.requests()) {
      for (String name : request.headers().keySet()) {
        if (TRACE_HEADER.matcher(name + ":").find()) {
          names.add(name.toLowerCase(Locale.ROOT));
        }
      }
    }
    return names;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jaxrs",
        "jaxrs-async",
        "jaxrs-rx",
        "rest-client",
        "rest-client-async",
        "http-client",
        "http-client-async"
      })
  @Retention(RetentionPolicy.RUNTIME)
  private @interface EveryClient {}
}
