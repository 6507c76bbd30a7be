// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.KeptSpans;
import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.github.mpdatadog.telemetry.OpenCalls;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose addresses are unusual. Real ones are sent in {@code OutgoingIT}. */
class OutgoingCallsTest {

  private final KeptSpans kept = new KeptSpans();
  private final OpenTelemetrySdk sdk = kept.sdk();
  private final OutgoingCalls calls =
      new OutgoingCalls(TraceHeaders.of(sdk, List.of("lab_service:8080", "lab")));
  private final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();

  /** What is asked of RESTEasy's client; not public, so the proxy's class is in this package. */
  interface RestEasyClient extends Client {
    Engine httpEngine();
  }

  interface Engine {
    boolean isFollowRedirects();
  }

  @BeforeEach
  void declareTheHosts() {
    Vocabulary.shared().add(this, Kind.HOST, List.of("lab_service", "lab"));
  }

  @AfterEach
  void stop() {
    OpenCalls.answered();
    kept.close();
  }

  private static <T> T answering(Class<T> type, String method, Object answer) {
    return answering(type, name -> name.equals(method) ? answer : null);
  }

  private static <T> T answering(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                answers.to(
                    arguments != null && method.getName().equals("getProperty")
                        ? (String) arguments[0]
                        : method.getName())));
  }

  private interface Answers {
    Object to(String name);
  }

  /** The span of a request to there, as the gate lets it through. */
  private SpanData send(String uri) {
    return send(uri, Set.of(), null);
  }

  /** By a client that was made of one of the interfaces, which has that method. */
  private SpanData send(String uri, Set<Class<?>> interfaces, Method method) {
    Span span =
        sdk.getTracer("test")
            .spanBuilder("GET")
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("http.request.method", "GET")
            .startSpan();
    Engine engine = answering(Engine.class, "isFollowRedirects", false);
    Client client = answering(RestEasyClient.class, "httpEngine", engine);
    calls.filter(
        answering(
            ClientRequestContext.class,
            name ->
                switch (name) {
                  case "getUri" -> URI.create(uri);
                  case "getMethod" -> "GET";
                  case "getHeaders" -> headers;
                  case "getClient" -> client;
                  case "getConfiguration" ->
                      answering(Configuration.class, ClientInterfaces.PROPERTY, interfaces);
                  case "org.eclipse.microprofile.rest.client.invokedMethod" -> method;
                  case OutgoingCalls.SPAN_CONTEXT -> Context.root().with(span);
                  default -> null;
                }));
    span.end();
    return KeptSpans.redacted(kept.await(1, any -> true).get(0));
  }

  @Test
  void aHostWithAnUnderscoreIsOnTheSpanAndLearnsItsTrace() {
    SpanData span = send("http://Lab_Service:8080/patients/MRN-88274415");

    assertThat(span.getAttributes().asMap().toString())
        .contains("url.full=http://lab_service", "server.address=lab_service", "server.port=8080")
        .doesNotContain("MRN");
    assertThat(headers.getFirst("traceparent").toString()).contains(span.getTraceId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil_host@evil.example@lab_service:8080/MRN-88274415",
        "http://lab_service:8080@evil_host/MRN-88274415",
        "http://evil_host%40lab_service:8080/MRN-88274415",
        "http://lab./MRN-88274415",
      })
  void anOddAddressIsNotOnTheSpanAndLearnsNothing(String uri) {
    assertThat(send(uri).getAttributes().asMap().toString())
        .doesNotContain("url.full", "server.address", "MRN");
    assertThat(headers).isEmpty();
  }

  @Path("registry")
  interface Registry {
    @Path("patients/{mrn: \\d+}")
    String patient(String mrn);
  }

  @Path("/wards/")
  interface Wards extends Registry {}

  @Path("archive")
  interface Archive extends Registry {}

  interface Plain extends Registry {}

  /** What a locator of the others gives. */
  @Path("beds")
  interface Beds {
    @Path("{bed}")
    String bed(String bed);
  }

  private String resource(Class<?> declaring, Class<?>... interfaces) {
    Method method = declaring.getDeclaredMethods()[0];
    return send("http://lab/MRN-88274415", Set.of(interfaces), method).getName();
  }

  @Test
  void anInheritedMethodIsCalledBelowThePathOfTheClientsOwnInterface() {
    assertThat(resource(Registry.class, Wards.class)).isEqualTo("GET /wards/patients/{mrn}");
  }

  @Test
  void aClientWithoutAPathHasNoneOfTheInterfaceThatItExtends() {
    assertThat(resource(Registry.class, Plain.class)).isEqualTo("GET /patients/{mrn}");
  }

  @Test
  void ofAResourceWithinAnotherOnlyTheRootIsCertain() {
    assertThat(resource(Beds.class, Wards.class)).isEqualTo("GET /wards/*");
  }

  @Test
  void clientsOfOneBuilderAreToldByTheMethod() {
    assertThat(resource(Beds.class, Wards.class, Beds.class)).isEqualTo("GET /beds/{bed}");
  }

  @Test
  void whereSeveralClientsMayHaveCalledNoTemplateIsTold() {
    assertThat(resource(Registry.class, Wards.class, Archive.class)).isEqualTo("GET");
    assertThat(headers).isNotEmpty();
  }
}
