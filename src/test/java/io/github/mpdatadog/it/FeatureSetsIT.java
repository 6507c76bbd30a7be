// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.it.app.RemoteResource;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same jar under the feature sets that users have. Features decide which API an application
 * sees: a class of the jar that links what is not there could keep it from starting.
 */
class FeatureSetsIT {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Duration NEVER = Duration.ofSeconds(3);

  private static final String PATIENT = "/clinic/api/patients/MRN-00017";
  private static final String SERVLET = "/clinic/raw/MRN-00017";

  static List<Arguments> traced() {
    return List.of(
        set("microProfile-7.1"),
        set("restfulWS-3.1", "cdi-4.0", "mpConfig-3.1", "mpTelemetry-2.1"),
        set("restfulWS-3.1", "mpTelemetry-2.1"),
        // The Messaging API without EJB, so without message-driven beans.
        set("restfulWS-3.1", "cdi-4.0", "mpConfig-3.1", "mpTelemetry-2.1", "messaging-3.1"),
        set("webProfile-10.0", "mpConfig-3.1", "mpTelemetry-2.1"),
        set("jakartaee-10.0", "mpConfig-3.1", "mpTelemetry-2.1"));
  }

  static List<Arguments> untraced() {
    return List.of(
        set("restfulWS-3.1", "cdi-4.0", "mpConfig-3.1"),
        set("webProfile-10.0", "mpConfig-3.1"),
        set("restfulWS-3.1", "cdi-4.0", "mpConfig-3.1", "mpTelemetry-2.0"),
        set("restfulWS-3.1", "cdi-4.0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("traced")
  void requestsAreTracedWith(List<String> features) {
    expectTrace(features, UnaryOperator.identity(), Apps.clinic("clinic"), PATIENT);
  }

  /** The API of mpTelemetry-2.0 is hidden from applications unless the operator shows it. */
  @ParameterizedTest(name = "{0}, third-party API visible")
  @MethodSource("olderTelemetry")
  void requestsAreTracedWithOlderTelemetry(List<String> features) {
    expectTrace(features, ServerDirectory::thirdPartyApi, Apps.clinic("clinic"), PATIENT);
  }

  static List<Arguments> olderTelemetry() {
    return List.of(set("restfulWS-3.1", "cdi-4.0", "mpConfig-3.1", "mpTelemetry-2.0"));
  }

  /**
   * One jar in the server's lib/global serves two applications that know nothing of it; each knows
   * who is its own.
   */
  @Test
  void theServersGlobalLibraryServesEveryApplication() {
    try (FakeAgent agent = new FakeAgent();
        LibertyServer server =
            LibertyServer.start(
                ServerDirectory.create("it-features", "alone")
                    .features("restfulWS-3.1", "cdi-4.0", "mpConfig-3.1", "mpTelemetry-2.1")
                    .environment("DD_API_KEY=k", "DD_TRACE_AGENT_URL=" + agent.url())
                    .globalLibrary(Apps.library().toPath())
                    .application(callingItself(Apps.clinicWithoutLibrary("clinic"), "localhost"))
                    .application(callingItself(Apps.clinicWithoutLibrary("ward"), "other")))) {
      for (String application : List.of("clinic", "ward")) {
        assertThat(server.http().get("/" + application + "/api/patients/MRN-00017").status())
            .isEqualTo(200);
        ReceivedSpan span =
            agent.awaitTrace(
                s -> s.resource().equals("GET /" + application + "/api/patients/{mrn}"), SOON);
        assertThat(span.service()).isEqualTo(application);
      }
      assertThat(called(server, agent, "clinic").isRoot()).isFalse();
      assertThat(called(server, agent, "ward").isRoot()).isTrue();
    }
  }

  /** Without JAX-RS there are no templates: a neutral name, or nothing at all. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("servletOnly")
  void servletsAreUnharmedWith(List<String> features) {
    try (FakeAgent agent = new FakeAgent();
        LibertyServer server =
            start(agent, features, UnaryOperator.identity(), Apps.servlets("clinic"))) {
      assertAnswers(server, SERVLET);
      Waiting.pause(NEVER);
      assertThat(agent.spans())
          .allSatisfy(span -> assertThat(span.resource()).doesNotContain("MRN"));
      assertThat(Identifiers.search().in(agent.requests())).isEmpty();
    }
  }

  static List<Arguments> servletOnly() {
    return List.of(
        set("servlet-6.0"), set("servlet-6.0", "cdi-4.0", "mpConfig-3.1", "mpTelemetry-2.1"));
  }

  /** No CDI, and so no one to tell anything: the jar must simply not be in the way. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("withoutCdi")
  void theJarIsInertWith(List<String> features) {
    try (FakeAgent agent = new FakeAgent();
        LibertyServer server =
            start(agent, features, UnaryOperator.identity(), Apps.clinic("clinic"))) {
      assertAnswers(server, PATIENT);
      Waiting.pause(NEVER);
      assertThat(agent.requests()).isEmpty();
    }
  }

  static List<Arguments> withoutCdi() {
    return List.of(set("restfulWS-3.1"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("untraced")
  void theApplicationRunsUntracedAndTheLogSaysWhyWith(List<String> features) {
    try (FakeAgent agent = new FakeAgent();
        LibertyServer server =
            start(agent, features, UnaryOperator.identity(), Apps.clinic("clinic"))) {
      assertAnswers(server, PATIENT);
      Waiting.pause(NEVER);
      assertThat(agent.payloads()).isEmpty();
      assertThat(server.libraryMessages())
          .anySatisfy(line -> assertThat(line).containsPattern("MPDD\\d{4}[WE]"));
    }
  }

  /** Jakarta EE 11 can repeat a method; the request that began it is no part of that. */
  @Test
  void requestsCallsAndScheduledMethodsAreTracedWithJakartaEe11() {
    try (FakeAgent agent = new FakeAgent();
        LibertyServer server =
            start(
                agent,
                List.of("jakartaee-11.0", "mpConfig-3.1", "mpTelemetry-2.1"),
                UnaryOperator.identity(),
                callingItself(Apps.scheduling("clinic"), "localhost"))) {
      assertAnswers(server, PATIENT);
      agent.awaitTrace(span -> span.resource().equals("GET /clinic/api/patients/{mrn}"), SOON);

      assertThat(called(server, agent, "clinic").isRoot()).isFalse();

      assertAnswers(server, "/clinic/api/scheduled");
      ReceivedSpan request =
          agent.awaitTrace(span -> span.resource().equals("GET /clinic/api/scheduled"), SOON);
      ReceivedSpan run =
          agent.awaitTrace(span -> span.resource().equals("ScheduledWork.everySecond"), SOON);
      assertThat(run.isRoot()).isTrue();
      assertThat(run.traceId()).isNotEqualTo(request.traceId());
      assertThat(Identifiers.search().in(agent.requests())).isEmpty();
    }
  }

  private static WebArchive callingItself(WebArchive war, String ours) {
    return Apps.configured(
        war.addClass(RemoteResource.class), "dd.privacy.propagation.hosts=" + ours);
  }

  /** A request that the application makes to itself. */
  private static ReceivedSpan called(LibertyServer server, FakeAgent agent, String application) {
    agent.forget();
    String path = "/" + application + "/api/";
    assertThat(server.http().post(path + "remote/self", "17").body()).isEqualTo("called, 200");
    return agent.awaitTrace(span -> span.resource().equals("GET " + path + "patients/{mrn}"), SOON);
  }

  private static void expectTrace(
      List<String> features, UnaryOperator<ServerDirectory> more, WebArchive war, String target) {
    try (FakeAgent agent = new FakeAgent();
        LibertyServer server = start(agent, features, more, war)) {
      assertAnswers(server, target);
      agent.awaitTrace(span -> span.resource().equals("GET /clinic/api/patients/{mrn}"), SOON);
      assertThat(Identifiers.search().in(agent.requests())).isEmpty();
      assertThat(server.find("NoClassDefFoundError")).isFalse();
    }
  }

  private static void assertAnswers(LibertyServer server, String target) {
    assertThat(server.started("clinic")).as(server::messages).isTrue();
    assertThat(server.http().get(target).status()).isEqualTo(200);
  }

  private static LibertyServer start(
      FakeAgent agent, List<String> features, UnaryOperator<ServerDirectory> more, WebArchive war) {
    ServerDirectory directory =
        ServerDirectory.create("it-features", "alone")
            .features(features.toArray(String[]::new))
            .environment("DD_API_KEY=0123456789abcdef", "DD_TRACE_AGENT_URL=" + agent.url())
            .application(war);
    return LibertyServer.start(more.apply(directory));
  }

  private static Arguments set(String... features) {
    return Arguments.of(List.of(features));
  }
}
