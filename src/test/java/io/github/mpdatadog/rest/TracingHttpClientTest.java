// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static java.lang.reflect.Modifier.isStatic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mpdatadog.FailingTelemetry;
import io.github.mpdatadog.FreePort;
import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls with the JDK's client, to real servers, as the Agent would see them behind the gate. */
class TracingHttpClientTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  private final HttpTraces traces = new HttpTraces();
  private final HttpPeer ours = new HttpPeer();
  private final HttpPeer thirdParty = new HttpPeer();
  private final HttpClient client = traced(HttpClient.newHttpClient());

  enum Way {
    SEND {
      @Override
      HttpResponse<Void> call(HttpClient client, HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.discarding());
      }
    },
    SEND_ASYNC {
      @Override
      HttpResponse<Void> call(HttpClient client, HttpRequest request) throws Exception {
        return joined(client.sendAsync(request, BodyHandlers.discarding()));
      }
    },
    SEND_ASYNC_WITH_PUSHES {
      @Override
      HttpResponse<Void> call(HttpClient client, HttpRequest request) throws Exception {
        return joined(
            client.sendAsync(request, BodyHandlers.discarding(), (first, promise, accept) -> {}));
      }
    };

    abstract HttpResponse<Void> call(HttpClient client, HttpRequest request) throws Exception;

    private static HttpResponse<Void> joined(CompletableFuture<HttpResponse<Void>> answer)
        throws Exception {
      try {
        return answer.get(30, TimeUnit.SECONDS);
      } catch (ExecutionException failed) {
        throw (Exception) failed.getCause();
      }
    }
  }

  private HttpClient traced(HttpClient plain) {
    return traces.traced(plain, List.of("127.0.0.1:" + ours.port()));
  }

  private static HttpRequest.Builder to(URI uri) {
    return HttpRequest.newBuilder(uri);
  }

  @BeforeEach
  void declareTheHost() {
    Vocabulary.shared().add(this, Kind.HOST, List.of("127.0.0.1"));
  }

  /** A request of the application's own making; one without a method is a GET. */
  private static final class OfNoMethod extends HttpRequest {
    private final HttpRequest built;

    OfNoMethod(HttpRequest built) {
      this.built = built;
    }

    @Override
    public String method() {
      return null;
    }

    @Override
    public HttpHeaders headers() {
      return built.headers();
    }

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
      return built.bodyPublisher();
    }

    @Override
    public Optional<Duration> timeout() {
      return built.timeout();
    }

    @Override
    public boolean expectContinue() {
      return built.expectContinue();
    }

    @Override
    public URI uri() {
      return built.uri();
    }

    @Override
    public Optional<HttpClient.Version> version() {
      return built.version();
    }
  }

  @AfterEach
  void stop() {
    ours.close();
    thirdParty.close();
    traces.close();
    System.clearProperty("dd.api.key");
  }

  @ParameterizedTest
  @EnumSource
  void aCallIsASpanWithMethodHostAndStatus(Way way) throws Exception {
    way.call(client, to(ours.uri("/patients/MRN-88274415?name=Zwicky")).build());

    SpanData span = traces.only();
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(text(span, "http.request.method")).isEqualTo("GET");
    assertThat(text(span, "url.scheme")).isEqualTo("http");
    assertThat(text(span, "url.full")).isEqualTo("http://127.0.0.1");
    assertThat(text(span, "server.address")).isEqualTo("127.0.0.1");
    assertThat(number(span, "server.port")).isEqualTo(ours.port());
    assertThat(number(span, "http.response.status_code")).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("io.github.mpdatadog.FailingTelemetry#all")
  void aCallSucceedsWhateverTheSdkThrows(FailingTelemetry broken) throws Exception {
    TraceHeaders headers = TraceHeaders.of(broken.sdk(), List.of("127.0.0.1:" + ours.port()));
    HttpClient traced = new TracingHttpClient(HttpClient.newHttpClient(), new HttpCalls(headers));

    for (Way way : Way.values()) {
      assertThat(way.call(traced, to(ours.uri("/")).build()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aHostThatNobodyDeclaredIsNotOnTheSpan() throws Exception {
    URI elsewhere = URI.create("http://127.0.0.77:" + thirdParty.port() + "/");

    Way.SEND.call(client, to(elsewhere).build());

    assertThat(traces.raw(1).get(0).toString()).doesNotContain("127.0.0.77");
  }

  @Test
  @SuppressWarnings("try")
  void theSpanIsAChildOfWhatCalls() throws Exception {
    Span request = traces.sdk.getTracer("test").spanBuilder("work").startSpan();
    try (Scope scope = request.makeCurrent()) {
      Way.SEND_ASYNC.call(client, to(ours.uri("/")).build());
    }

    assertThat(traces.only().getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
  }

  @ParameterizedTest
  @EnumSource
  void aHostOfOursReceivesTheTraceOfTheSpan(Way way) throws Exception {
    way.call(client, to(ours.uri("/")).build());

    SpanData span = traces.only();
    assertThat(ours.only().headers().getFirst("traceparent"))
        .contains(span.getTraceId(), span.getSpanId());
    assertThat(Long.parseUnsignedLong(ours.only().headers().getFirst("x-datadog-parent-id")))
        .isEqualTo(Long.parseUnsignedLong(span.getSpanId(), 16));
  }

  @ParameterizedTest
  @EnumSource
  void aThirdPartyReceivesNoTraceHeader(Way way) throws Exception {
    way.call(client, to(thirdParty.uri("/")).build());

    assertThat(thirdParty.only().headers()).isNotEmpty();
    assertThat(thirdParty.traceHeaders()).isEmpty();
  }

  @Test
  void headersThatTheApplicationCopiedStayBehindAsWell() throws Exception {
    Way.SEND.call(
        client,
        to(thirdParty.uri("/"))
            .header("TraceParent", "00-11111111111111112222222222222222-3333333333333333-01")
            .header("X-Datadog-Trace-Id", "77")
            .header("B3", "0")
            .header("X-B3-TraceId", "77")
            .header("Baggage", "mrn=77")
            .header("X-Ward", "icu")
            .build());

    assertThat(thirdParty.traceHeaders()).isEmpty();
    assertThat(thirdParty.only().headers().getFirst("X-Ward")).isEqualTo("icu");
  }

  /** The JDK's builder does not copy it, but its client sends it. */
  @ParameterizedTest
  @EnumSource
  void theyStayBehindOnARequestThatCannotBeCopied(Way way) throws Exception {
    HttpRequest built =
        to(thirdParty.uri("/"))
            .header("traceparent", "00-11111111111111112222222222222222-3333333333333333-01")
            .header("X-Ward", "icu")
            .timeout(Duration.ofSeconds(30))
            .build();

    way.call(client, new OfNoMethod(built));

    assertThat(thirdParty.traceHeaders()).isEmpty();
    assertThat(thirdParty.only().headers().getFirst("X-Ward")).isEqualTo("icu");
  }

  @Test
  void headersThatTheApplicationCopiedAreReplacedForUs() throws Exception {
    Way.SEND.call(
        client,
        to(ours.uri("/"))
            .header("tracestate", "vendor=77")
            .header("X-Datadog-Trace-Id", "77")
            .build());

    assertThat(ours.only().headers().get("x-datadog-trace-id")).hasSize(1).doesNotContain("77");
    assertThat(ours.only().headers().get("tracestate").toString()).doesNotContain("vendor");
  }

  /** What a client wrote into them is not passed on because the SDK fails. */
  @ParameterizedTest
  @MethodSource("io.github.mpdatadog.FailingTelemetry#all")
  void whereTheyCannotBeReplacedTheyStayBehindForUsAsWell(FailingTelemetry broken)
      throws Exception {
    TraceHeaders headers = TraceHeaders.of(broken.sdk(), List.of("127.0.0.1:" + ours.port()));
    HttpClient traced = new TracingHttpClient(HttpClient.newHttpClient(), new HttpCalls(headers));

    Way.SEND.call(traced, to(ours.uri("/")).header("Baggage", "mrn=77").build());

    assertThat(ours.traceHeaders()).isEmpty();
  }

  /** Its redirects lead wherever the answer says, and take the headers along. */
  @ParameterizedTest
  @EnumSource
  void aClientThatFollowsRedirectsSendsNoTraceHeader(Way way) throws Exception {
    HttpClient following = traced(HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build());
    ours.away = thirdParty.uri("/").toString();

    way.call(following, to(ours.uri("/away")).header("traceparent", "copied").build());

    assertThat(thirdParty.only().headers()).isNotEmpty();
    assertThat(thirdParty.traceHeaders()).isEmpty();
    assertThat(ours.traceHeaders()).isEmpty();
  }

  @Test
  void aRedirectThatIsNotFollowedIsNoError() throws Exception {
    ours.away = thirdParty.uri("/").toString();

    Way.SEND.call(client, to(ours.uri("/away")).build());

    assertThat(number(traces.only(), "http.response.status_code")).isEqualTo(302);
    assertThat(traces.only().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatRefusesIsAnError(Way way) throws Exception {
    way.call(client, to(ours.uri("/503")).build());

    assertThat(number(traces.only(), "http.response.status_code")).isEqualTo(503);
    assertFailed("503");
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionThatIsRefusedIsAnError(Way way) throws Exception {
    URI nobody = URI.create("http://127.0.0.1:" + FreePort.find() + "/MRN-88274415");

    assertThatThrownBy(() -> way.call(client, to(nobody).build()))
        .isInstanceOf(java.net.ConnectException.class);

    assertFailed("java.net.ConnectException");
  }

  /** Also shows that the copy with the headers has the timeout. */
  @ParameterizedTest
  @EnumSource
  void aTimeoutIsAnError(Way way) {
    HttpRequest request = to(ours.uri("/slow")).timeout(SHORT).build();

    assertThatThrownBy(() -> way.call(client, request)).isInstanceOf(IOException.class);

    assertFailed("java.net.http.HttpTimeoutException");
  }

  @Test
  void aCancelledCallIsAnError() throws Exception {
    var answer = client.sendAsync(to(ours.uri("/slow")).build(), BodyHandlers.discarding());
    ours.slowlyAsked.await();

    assertThat(answer.cancel(true)).isTrue();

    // Newer JDKs wrap it.
    assertThatThrownBy(answer::join).hasStackTraceContaining("CancellationException");
    assertFailed("java.util.concurrent.CancellationException");
  }

  @Test
  void whatTheApplicationsHandlerThrowsIsThrownAndOnTheSpanByItsClassOnly() {
    HttpRequest request = to(ours.uri("/")).build();

    assertThatThrownBy(
            () ->
                client.send(
                    request,
                    head -> {
                      throw new IllegalStateException("MRN-88274415");
                    }))
        .hasStackTraceContaining("MRN-88274415");

    assertThat(traces.raw(1).get(0).toString()).doesNotContain("MRN");
    assertThat(traces.only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void whatTheClientRefusesIsStillRefused() {
    assertThatThrownBy(() -> client.send(null, BodyHandlers.discarding()))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> client.sendAsync(to(ours.uri("/")).build(), null))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void theRequestWithHeadersKeepsMethodBodyVersionAndExpectation() throws Exception {
    Way.SEND.call(
        client,
        to(ours.uri("/"))
            .method("PATCH", BodyPublishers.ofString("ward=icu"))
            .version(HttpClient.Version.HTTP_1_1)
            .expectContinue(true)
            .build());

    assertThat(traces.only().getName()).isEqualTo("PATCH");
    assertThat(ours.only().body()).isEqualTo("ward=icu");
    assertThat(ours.only().headers()).containsKeys("Traceparent", "Expect");
    assertThat(ours.only().headers()).as("no upgrade to HTTP/2").doesNotContainKey("Upgrade");
  }

  @Test
  void aMethodThatNobodyKnowsIsNoName() throws Exception {
    Way.SEND.call(client, to(ours.uri("/")).method("ZWICKY", BodyPublishers.noBody()).build());

    assertThat(traces.only().toString()).doesNotContain("ZWICKY");
  }

  @Test
  void theWrapperHasTheSettingsOfTheClient() {
    HttpClient plain =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(7))
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(Redirect.ALWAYS)
            .build();
    HttpClient wrapped = traced(plain);

    assertThat(wrapped.connectTimeout()).isEqualTo(plain.connectTimeout());
    assertThat(wrapped.version()).isEqualTo(plain.version());
    assertThat(wrapped.followRedirects()).isEqualTo(plain.followRedirects());
    assertThat(wrapped.executor()).isEqualTo(plain.executor());
    assertThat(wrapped.proxy()).isEqualTo(plain.proxy());
    assertThat(wrapped.authenticator()).isEqualTo(plain.authenticator());
    assertThat(wrapped.cookieHandler()).isEqualTo(plain.cookieHandler());
    assertThat(wrapped.sslContext()).isSameAs(plain.sslContext());
    assertThat(wrapped.sslParameters().getProtocols())
        .isEqualTo(plain.sslParameters().getProtocols());
    assertThat(wrapped.newWebSocketBuilder()).isNotNull();
  }

  /** Before Java 21 clients cannot be closed, and the new methods do nothing. */
  @Test
  void closingItClosesTheClient() throws Exception {
    HttpClient plain = HttpClient.newHttpClient();
    TracingHttpClient wrapped = (TracingHttpClient) traced(plain);

    wrapped.shutdown();

    boolean closes = Runtime.version().feature() >= 21;
    assertThat(wrapped.awaitTermination(SHORT)).isTrue();
    assertThat(wrapped.isTerminated()).isEqualTo(closes);
  }

  /** A client may close otherwise than by the methods beside: every one is handed on. */
  @Test
  void everyMethodOfAClientIsHandedOn() throws Exception {
    for (Method method : HttpClient.class.getMethods()) {
      if (method.getDeclaringClass() == HttpClient.class && !isStatic(method.getModifiers())) {
        Class<?> handing =
            TracingHttpClient.class
                .getMethod(method.getName(), method.getParameterTypes())
                .getDeclaringClass();
        assertThat(handing).as(method.toString()).isEqualTo(TracingHttpClient.class);
      }
    }
    assertThat(TracingHttpClient.class.getMethod("close").getReturnType()).isEqualTo(void.class);
  }

  @Test
  void withoutTheKeyTheClientStaysWhatItIs() {
    HttpClient plain = HttpClient.newHttpClient();

    assertThat(TracingHttpClient.wrap(plain)).isSameAs(plain);
  }

  @Test
  void outsideOfAnApplicationTheClientStaysWhatItIs() {
    System.setProperty("dd.api.key", "k");
    HttpClient plain = HttpClient.newHttpClient();

    assertThat(TracingHttpClient.wrap(plain)).isSameAs(plain);
  }

  @Test
  void aTracedClientIsNotTracedTwice() {
    assertThat(TracingHttpClient.wrap(client)).isSameAs(client);
  }

  private void assertFailed(String type) {
    assertThat(traces.only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(text(traces.only(), "error.type")).isEqualTo(type);
  }

  private static String text(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }

  private static Long number(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.longKey(key));
  }
}
