// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.it.Vectors.Vector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The promise of the library: every identifier of every made-up patient is sent in by every way we
 * know, and all bytes that the Agent receives are searched.
 */
@OnMainServer
class NoIdentifierLeavesIT {
  private static final String MARKER = "GET /clinic/api/marker";
  private static final String API_KEY = "0123456789abcdef0123456789abcdef";
  private static final Duration FIRST = Duration.ofSeconds(20);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final LeakSearch SEARCH = Identifiers.search();

  @Deployment(name = "clinic", testable = false)
  static WebArchive clinic() {
    return Apps.telling("clinic");
  }

  @Deployment(name = "rooted", testable = false)
  static WebArchive rooted() {
    return Apps.rooted("rooted");
  }

  @Deployment(name = "servlets", testable = false)
  static WebArchive servlets() {
    return Apps.servlets("servlets");
  }

  /** Silence is no proof of privacy: without arriving traces nothing below means anything. */
  @BeforeAll
  static void tracesArrive() {
    MainServer.agent().forget();
    MainServer.http().get("/clinic/api/marker");
    MainServer.agent().awaitTrace(span -> span.resource().equals(MARKER), FIRST);
  }

  @BeforeEach
  void forgetEarlierTraces() {
    MainServer.agent().forget();
  }

  static List<Vector> vectors() {
    return Vectors.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void noIdentifierLeavesBy(Vector vector) {
    int before = markers();
    for (String identifier : Identifiers.values()) {
      int status = vector.send().apply(MainServer.http(), identifier).status();
      if (vector.isInsideTheApplication()) {
        assertThat(status).as("the application did it with " + identifier).isEqualTo(200);
      }
    }
    MainServer.http().get("/clinic/api/marker");

    assertThat(Waiting.until(SOON, () -> markers() > before)).as("the marker arrived").isTrue();
    assertThat(SEARCH.in(MainServer.agent().requests())).isEmpty();
  }

  /** The server itself refuses some requests, such as those with an encoded slash. */
  @Test
  void everyRequestThatWasAnsweredWasTraced() {
    Vector path = Vectors.all().get(0);
    long answered =
        Identifiers.values().stream()
            .filter(id -> path.send().apply(MainServer.http(), id).status() == 200)
            .count();

    assertThat(answered).isGreaterThan(Identifiers.values().size() / 2);
    assertThat(Waiting.until(SOON, () -> MainServer.agent().spans().size() >= answered))
        .as("one span for each request")
        .isTrue();
  }

  @Test
  void whatTheApplicationDidWasTraced() {
    MainServer.http().post("/clinic/api/telemetry/with-span", "harmless");

    ReceivedSpan child = MainServer.agent().awaitTrace(span -> !span.isRoot(), SOON);
    assertThat(child.resource()).isEqualTo("notes.store");
  }

  @Test
  void theApiKeyNeverLeaves() {
    MainServer.http().get("/clinic/api/patients/1");
    MainServer.agent().awaitTrace(ReceivedSpan::isRoot, SOON);

    assertThat(new LeakSearch(List.of(API_KEY)).in(MainServer.agent().requests())).isEmpty();
  }

  @Test
  void anUnredactedPayloadWouldBeNoticed() throws Exception {
    byte[] payload =
        Payloads.of(
            "GET /clinic/api/patients/MRN-88274415",
            Map.of("http.url", "http://localhost/?ssn=900-55-7713"));
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(MainServer.agent().url() + "/v0.4/traces"))
                .header("X-Note", "Zephyrine")
                .PUT(BodyPublishers.ofByteArray(payload))
                .build(),
            BodyHandlers.discarding());

    assertThat(SEARCH.in(MainServer.agent().requests()))
        .extracting(LeakSearch.Hit::identifier)
        .contains("MRN-88274415", "900-55-7713", "Zephyrine");
  }

  private static int markers() {
    return (int)
        MainServer.agent().spans().stream().filter(span -> span.resource().equals(MARKER)).count();
  }
}
