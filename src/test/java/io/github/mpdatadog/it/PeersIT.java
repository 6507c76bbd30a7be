// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.mpdatadog.config.Json;
import io.github.mpdatadog.it.peer.Peer;
import io.github.mpdatadog.propagation.DatadogPropagator;
import io.github.mpdatadog.propagation.DatadogPropagator.Family;
import io.github.mpdatadog.propagation.Decision;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One trace across processes: ours, one under dd-java-agent and one under the OpenTelemetry agent,
 * each as caller and as callee, over real HTTP.
 */
class PeersIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String OURS = "ours";
  private static final String DATADOG = "peer-datadog";

  /** What came in, and the span we made of it. */
  record Arrival(SpanContext caller, SpanContext span) {

    Decision decision() {
      return Decision.of(caller.getTraceState());
    }
  }

  /** A peer's span, whoever reported it. */
  record PeerSpan(String traceId, String spanId, String parentId, boolean server) {}

  private static final LinkedBlockingQueue<Arrival> ARRIVALS = new LinkedBlockingQueue<>();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Which hosts may receive headers is not the question here. */
  private static final DatadogPropagator INJECTOR =
      DatadogPropagator.create(List.of(), List.of(Family.DATADOG, Family.TRACECONTEXT));

  private static FakeAgent agent;
  private static PeerProcess datadog;
  private static PeerProcess otel;
  private static OpenTelemetrySdk sdk;
  private static HttpServer leaf;

  @BeforeAll
  static void start() throws IOException {
    agent = new FakeAgent();
    datadog =
        new PeerProcess(
            "dd-java-agent.jar",
            "-Ddd.service=" + DATADOG,
            "-Ddd.trace.agent.url=" + agent.url(),
            "-Ddd.trace.otel.enabled=true",
            "-Ddd.instrumentation.telemetry.enabled=false",
            "-Ddd.remote_config.enabled=false",
            "-Ddd.profiling.enabled=false",
            "-Ddd.jmxfetch.enabled=false");
    otel =
        new PeerProcess(
            "opentelemetry-javaagent.jar",
            "-Dotel.service.name=peer-otel",
            "-Dotel.traces.exporter=logging-otlp",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none",
            "-Dotel.bsp.schedule.delay=100");
    sdk = ours();
    leaf = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
    leaf.createContext("/leaf", PeersIT::answer);
    leaf.start();
  }

  /** As on the server: autoconfigured, with the services of the library. */
  private static OpenTelemetrySdk ours() {
    System.setProperty("dd.api.key", "k");
    System.setProperty("dd.trace.agent.url", agent.url());
    System.setProperty("dd.service", OURS);
    ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
    return AutoConfiguredOpenTelemetrySdk.builder()
        .addPropertiesSupplier(
            () -> Map.of("otel.traces.exporter", "datadog", "otel.bsp.schedule.delay", "100"))
        .disableShutdownHook()
        .build()
        .getOpenTelemetrySdk();
  }

  @AfterAll
  static void stop() {
    datadog.close();
    otel.close();
    leaf.stop(0);
    sdk.close();
    agent.close();
    for (String name : List.of("dd.api.key", "dd.trace.agent.url", "dd.service")) {
      System.clearProperty(name);
    }
    ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
  }

  private static void answer(HttpExchange exchange) throws IOException {
    TextMapPropagator propagator = sdk.getPropagators().getTextMapPropagator();
    Context caller = propagator.extract(Context.root(), exchange, Peer.GETTER);
    Span span =
        sdk.getTracer("test")
            .spanBuilder("leaf")
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("http.request.method", "GET")
            .setParent(caller)
            .startSpan();
    ARRIVALS.add(new Arrival(Span.fromContext(caller).getSpanContext(), span.getSpanContext()));
    span.end();
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** Asks the peer, with the headers of that context, to call us back. */
  private static Arrival thereAndBack(PeerProcess peer, Context context)
      throws IOException, InterruptedException {
    String back = "http://localhost:" + leaf.getAddress().getPort() + "/leaf";
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(peer.hopTo(back)));
    INJECTOR.inject(context, request, HttpRequest.Builder::setHeader);
    assertThat(CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
    return Optional.ofNullable(ARRIVALS.poll(10, TimeUnit.SECONDS)).orElseThrow();
  }

  private static Arrival thereAndBack(PeerProcess peer, Span root)
      throws IOException, InterruptedException {
    try {
      return thereAndBack(peer, Context.root().with(root));
    } finally {
      root.end();
    }
  }

  private static Span newRoot() {
    return sdk.getTracer("test").spanBuilder("root").setNoParent().startSpan();
  }

  private static Context dropped() {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.create(
                    "640cfd8d00000000abcdefab12345678",
                    "00000000075bcd15",
                    TraceFlags.getDefault(),
                    new Decision(-1, "-3", null).toTraceState())));
  }

  private static ReceivedSpan received(Predicate<ReceivedSpan> wanted) {
    return agent.awaitTrace(wanted, LIMIT);
  }

  private static ReceivedSpan exported(SpanContext ours) {
    return received(
        span -> span.service().equals(OURS) && hex(span.spanId()).equals(ours.getSpanId()));
  }

  /** The span of dd-java-agent that called us, then the one that was called. */
  private static List<ReceivedSpan> hopOfDatadog(Arrival arrival) {
    ReceivedSpan call =
        received(
            span ->
                span.service().equals(DATADOG)
                    && hex(span.spanId()).equals(arrival.caller().getSpanId()));
    return List.of(call, received(span -> span.spanId() == call.parentId()));
  }

  private static List<PeerSpan> hopOfOtel(Arrival arrival) {
    PeerSpan call = logged(span -> span.spanId().equals(arrival.caller().getSpanId()));
    return List.of(call, logged(span -> span.spanId().equals(call.parentId())));
  }

  private static PeerSpan logged(Predicate<PeerSpan> wanted) {
    return Waiting.upTo(
            LIMIT,
            () ->
                otel.lines().stream()
                    .flatMap(line -> spans(line).stream())
                    .filter(wanted)
                    .findFirst())
        .orElseThrow(() -> new AssertionError("no such span in " + otel.lines()));
  }

  private static List<PeerSpan> spans(String line) {
    int json = line.indexOf("{\"resource\"");
    if (json < 0) {
      return List.of();
    }
    Map<?, ?> resource = (Map<?, ?>) Json.parse(line.substring(json));
    return ((List<?>) resource.get("scopeSpans"))
        .stream()
            .flatMap(scope -> ((List<?>) ((Map<?, ?>) scope).get("spans")).stream())
            .map(Map.class::cast)
            .map(
                span ->
                    new PeerSpan(
                        String.valueOf(span.get("traceId")),
                        String.valueOf(span.get("spanId")),
                        String.valueOf(span.get("parentSpanId")),
                        Double.valueOf(2).equals(span.get("kind"))))
            .toList();
  }

  private static String hex(long id) {
    return HexFormat.of().toHexDigits(id);
  }

  private static String lower(SpanContext context) {
    return context.getTraceId().substring(16);
  }

  @Test
  void ourTraceGoesThroughAServiceUnderDdJavaAgentAndBackAsOne() throws Exception {
    Span root = newRoot();
    Arrival arrival = thereAndBack(datadog, root);

    List<ReceivedSpan> hop = hopOfDatadog(arrival);
    ReceivedSpan server = hop.get(1);
    assertThat(arrival.caller().getTraceId()).isEqualTo(root.getSpanContext().getTraceId());
    assertThat(arrival.decision().priority()).isEqualTo(2);
    assertThat(arrival.decision().decisionMaker()).isEqualTo("-3");
    assertThat(hex(server.traceId())).isEqualTo(lower(root.getSpanContext()));
    assertThat(hex(server.parentId())).isEqualTo(root.getSpanContext().getSpanId());
    assertThat(server.meta())
        .containsEntry("_dd.p.tid", root.getSpanContext().getTraceId().substring(0, 16))
        .containsEntry("_dd.p.dm", "-3");
    assertThat(server.metrics()).containsEntry("_sampling_priority_v1", 2.0);
    assertThat(exported(arrival.span()).parentId()).isEqualTo(hop.get(0).spanId());
    assertThat(exported(arrival.span()).metrics()).containsEntry("_sampling_priority_v1", 2.0);
    assertThat(exported(root.getSpanContext()).parentId()).isZero();
  }

  @Test
  void aTraceOfDdJavaAgentIsContinuedByUsWithItsDecision() throws Exception {
    Arrival arrival = thereAndBack(datadog, Context.root());

    List<ReceivedSpan> hop = hopOfDatadog(arrival);
    ReceivedSpan theirs = hop.get(1);
    ReceivedSpan ours = exported(arrival.span());
    assertThat(theirs.parentId()).isZero();
    assertThat(ours.traceId()).isEqualTo(theirs.traceId());
    assertThat(ours.meta()).containsEntry("_dd.p.tid", theirs.meta().get("_dd.p.tid"));
    assertThat(ours.meta()).containsEntry("_dd.p.dm", theirs.meta().get("_dd.p.dm"));
    assertThat(ours.parentId()).isEqualTo(hop.get(0).spanId());
    assertThat(ours.metrics().get("_sampling_priority_v1"))
        .isEqualTo(theirs.metrics().get("_sampling_priority_v1"));
    assertThat(ours.metrics()).doesNotContainKey("_dd.rule_psr");
  }

  @Test
  void ourTraceGoesThroughAServiceUnderTheOpenTelemetryAgentAndBackAsOne() throws Exception {
    Span root = newRoot();
    Arrival arrival = thereAndBack(otel, root);

    List<PeerSpan> hop = hopOfOtel(arrival);
    String traceId = root.getSpanContext().getTraceId();
    assertThat(hop).extracting(PeerSpan::traceId).containsOnly(traceId);
    assertThat(hop).extracting(PeerSpan::server).containsExactly(false, true);
    assertThat(hop.get(1).parentId()).isEqualTo(root.getSpanContext().getSpanId());
    assertThat(arrival.caller().getTraceId()).isEqualTo(traceId);
    ReceivedSpan ours = exported(arrival.span());
    assertThat(ours.meta())
        .containsEntry("_dd.p.dm", "-3")
        .containsEntry("_dd.parent_id", root.getSpanContext().getSpanId());
    assertThat(ours.metrics()).containsEntry("_sampling_priority_v1", 2.0);
  }

  @Test
  void aTraceOfTheOpenTelemetryAgentIsContinuedByUsAndKept() throws Exception {
    Arrival arrival = thereAndBack(otel, Context.root());

    List<PeerSpan> hop = hopOfOtel(arrival);
    ReceivedSpan ours = exported(arrival.span());
    assertThat(hop).extracting(PeerSpan::traceId).containsOnly(arrival.span().getTraceId());
    assertThat(hex(ours.parentId())).isEqualTo(hop.get(0).spanId());
    assertThat(ours.meta()).containsEntry("_dd.p.dm", "-0").doesNotContainKey("_dd.parent_id");
    assertThat(ours.metrics()).containsEntry("_sampling_priority_v1", 1.0);
  }

  @Test
  void whatWasDroppedStaysDroppedBehindEitherPeer() throws Exception {
    for (PeerProcess peer : List.of(datadog, otel)) {
      Arrival arrival = thereAndBack(peer, dropped());

      assertThat(arrival.caller().getTraceId()).isEqualTo("640cfd8d00000000abcdefab12345678");
      assertThat(arrival.decision().priority()).isEqualTo(-1);
      assertThat(arrival.span().isSampled()).isFalse();
    }
  }
}
