// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mpdatadog.LogLines;
import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.propagation.GuardedPropagator;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Drives the real autoconfigured SDK, with the jar's services files, as the server does. */
class TelemetryCustomizerTest {

  private static final String CANARY = "Zephyrine Quackenbush 123-45-6789";

  private boolean wrapsExporters;
  private InMemorySpanExporter foreign;
  private TextMapPropagator foreignPropagator;
  private Runnable afterTheProperties = () -> {};
  private final Map<String, String> otel =
      new HashMap<>(Map.of("otel.traces.exporter", "in-memory"));

  @BeforeEach
  void forget() {
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("dd."))
        .forEach(System::clearProperty);
    ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
  }

  @AfterEach
  void forgetAgain() {
    forget();
  }

  private AutoConfiguredOpenTelemetrySdk build(String... dd) {
    for (int i = 0; i < dd.length; i += 2) {
      System.setProperty(dd[i], dd[i + 1]);
    }
    return AutoConfiguredOpenTelemetrySdk.builder()
        .addPropertiesCustomizer(unused -> otel)
        .addResourceCustomizer(
            (resource, unused) -> {
              afterTheProperties.run();
              return resource.merge(
                  Resource.builder()
                      .put("service.name", "the-application")
                      .put("process.command_line", CANARY)
                      .put("host.name", CANARY)
                      .build());
            })
        .addPropagatorCustomizer(
            (propagator, unused) -> foreignPropagator == null ? propagator : foreignPropagator)
        .addSpanExporterCustomizer(
            (exporter, unused) ->
                wrapsExporters
                    ? SpanExporter.composite(exporter, InMemorySpanExporter.create())
                    : exporter)
        .addTracerProviderCustomizer(
            (provider, unused) ->
                foreign == null
                    ? provider
                    : provider.addSpanProcessor(SimpleSpanProcessor.create(foreign)))
        .disableShutdownHook()
        .build();
  }

  private List<SpanData> traceAPatient(AutoConfiguredOpenTelemetrySdk sdk) {
    return traceAPatient(sdk, "/patients/" + CANARY);
  }

  private List<SpanData> traceAPatient(AutoConfiguredOpenTelemetrySdk sdk, String route) {
    Span span =
        sdk.getOpenTelemetrySdk()
            .getTracer(CANARY)
            .spanBuilder("GET /patients/" + CANARY)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("http.request.method", "GET")
            .setAttribute("http.response.status_code", 200)
            .setAttribute("http.route", route)
            .setAttribute("url.path", "/patients/" + CANARY)
            .setAttribute("url.query", "name=" + CANARY)
            .setAttribute("patient." + CANARY, CANARY)
            .startSpan();
    span.recordException(new IllegalStateException(CANARY, new RuntimeException(CANARY)));
    span.addEvent(CANARY);
    span.setStatus(StatusCode.ERROR, CANARY);
    span.end();
    sdk.getOpenTelemetrySdk().getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
    List<SpanData> spans = InMemoryExporterProvider.newest.getFinishedSpanItems();
    sdk.getOpenTelemetrySdk().shutdown().join(10, TimeUnit.SECONDS);
    return spans;
  }

  @Test
  void aRuleOfTheConfigurationDecidesByServiceAndResource() {
    String rules =
        "[{\"service\":\"the-application\",\"resource\":\"get /visits/*\",\"sample_rate\":0}]";

    assertThat(
            traceAPatient(
                build("dd.api.key", "k", "dd.trace.sampling.rules", rules), "/patients/{mrn}"))
        .isNotEmpty();
    forget();
    assertThat(
            traceAPatient(
                build(
                    "dd.api.key",
                    "k",
                    "dd.trace.sampling.rules",
                    rules.replace("/visits/*", "/patients/{mr?}")),
                "/patients/{mrn}"))
        .isEmpty();
  }

  @Test
  void whatARuleAndTheLimitNotedPassesTheGate() {
    List<SpanData> spans =
        traceAPatient(
            build(
                "dd.api.key", "k",
                "dd.trace.sampling.rules", "[{\"sample_rate\":1}]",
                "dd.trace.rate.limit", "5"));

    assertThat(spans)
        .singleElement()
        .extracting(span -> span.getSpanContext().getTraceState().asMap())
        .isEqualTo(Map.of("dd", "s:2;t.dm:-3;r:1;l:1"));
  }

  @Test
  void whateverExporterTheCustomerPickedSeesRedactedSpansOnly() {
    List<SpanData> spans = traceAPatient(build("dd.api.key", "k"));

    assertThat(spans).hasSize(1);
    SpanData span = spans.get(0);
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(span.getAttributes().get(AttributeKey.stringKey("http.request.method")))
        .isEqualTo("GET");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(
            span.toString()
                + span.getAttributes()
                + span.getEvents()
                + span.getStatus()
                + span.getResource()
                + span.getInstrumentationScopeInfo())
        .doesNotContain("Zephyrine", "Quackenbush", "123-45-6789");
  }

  @Test
  void everyExporterOfAListIsBehindTheGate() {
    otel.put("otel.traces.exporter", "in-memory,datadog");
    AutoConfiguredOpenTelemetrySdk sdk =
        build("dd.api.key", "k", "dd.trace.agent.url", "http://localhost:1");

    assertThat(sdk.toString())
        .contains(
            "MultiSpanExporter{spanExporters=["
                + "RedactingSpanExporter{InMemorySpanExporter}, "
                + "RedactingSpanExporter{DatadogSpanExporter}]}");
    sdk.getOpenTelemetrySdk().shutdown().join(10, TimeUnit.SECONDS);
  }

  @Test
  void aRouteThatTheCodeDeclaresIsKept() {
    Vocabulary.shared().add(this, Vocabulary.Kind.ROUTE, List.of("/clinic/patients/{mrn}"));

    assertThat(traceAPatient(build("dd.api.key", "k"), "/clinic/patients/{mrn}").get(0).getName())
        .isEqualTo("GET /clinic/patients/{mrn}");
  }

  @Test
  void theResourceHoldsWhatTheOperatorConfiguredAndNothingElse() {
    Resource resource =
        traceAPatient(
                build(
                    "dd.api.key", "k",
                    "dd.env", "staging",
                    "dd.version", "1.2.3",
                    "dd.tags", "team:cardiology"))
            .get(0)
            .getResource();

    Map<String, Object> attributes = new TreeMap<>();
    resource.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
    assertThat(attributes)
        .containsEntry("service.name", "the-application")
        .containsEntry("service.version", "1.2.3")
        .containsEntry("deployment.environment.name", "staging")
        .containsEntry("team", "cardiology")
        .doesNotContainKeys("process.command_line", "host.name");
  }

  @Test
  void theConfiguredServiceWinsOverTheApplicationsName() {
    SpanData span = traceAPatient(build("dd.api.key", "k", "dd.service", "claims")).get(0);

    assertThat(span.getResource().getAttribute(SafeResource.SERVICE_NAME)).isEqualTo("claims");
  }

  @Test
  void logsMetricsAndBaggageStayOffWhateverAConfigSourceSays() {
    otel.put("otel.logs.exporter", "otlp");
    otel.put("otel.metrics.exporter", "otlp");
    otel.put("otel.propagators", "tracecontext,baggage");
    // Building an otlp exporter would fail here: it is not on the class path.
    AutoConfiguredOpenTelemetrySdk sdk = build("dd.api.key", "k");

    Map<String, String> headers = new TreeMap<>();
    sdk.getOpenTelemetrySdk()
        .getPropagators()
        .getTextMapPropagator()
        .inject(
            Context.root().with(Baggage.builder().put("patient", CANARY).build()),
            headers,
            Map::put);
    assertThat(headers).isEmpty();
    assertThat(sdk.getOpenTelemetrySdk().getPropagators().getTextMapPropagator().fields())
        .contains("x-datadog-trace-id", "traceparent")
        .doesNotContain("baggage");
    sdk.getOpenTelemetrySdk().shutdown().join(10, TimeUnit.SECONDS);
  }

  /** It would tell any host of the trace, and what the application put into its baggage. */
  @Test
  void aPropagatorThatSomeoneElseAddedDoesNotStay() {
    foreignPropagator =
        TextMapPropagator.composite(
            W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance());
    AutoConfiguredOpenTelemetrySdk sdk = build("dd.api.key", "k");

    assertThat(sdk.getOpenTelemetrySdk().getPropagators().getTextMapPropagator())
        .isInstanceOf(GuardedPropagator.class);
    sdk.getOpenTelemetrySdk().shutdown().join(10, TimeUnit.SECONDS);
  }

  @Test
  void attributesOfTheApplicationsOwnLeaveByTheRuleThatTheOperatorWrote() {
    assertThat(
            ownAttributes(
                "dd.privacy.attributes.allow", "claim.kind:enum(dental), retry.count:int(0..9)"))
        .isEqualTo(Map.of("claim.kind", "dental", "retry.count", 3L));
    assertThat(ownAttributes("dd.privacy.attributes.allow", "claim.kind:enum(vision)")).isEmpty();
    assertThat(ownAttributes("dd.privacy.attributes.max-cardinality", "1")).isEmpty();
  }

  private Map<String, Object> ownAttributes(String property, String value) {
    forget();
    AutoConfiguredOpenTelemetrySdk sdk = build("dd.api.key", "k", property, value);
    sdk.getOpenTelemetrySdk()
        .getTracer("test")
        .spanBuilder("span")
        .setAttribute("claim.kind", "dental")
        .setAttribute("retry.count", 3)
        .setAttribute("claim.note", CANARY)
        .startSpan()
        .end();
    sdk.getOpenTelemetrySdk().getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
    Map<String, Object> left = new HashMap<>();
    InMemoryExporterProvider.newest
        .getFinishedSpanItems()
        .get(0)
        .getAttributes()
        .forEach((key, held) -> left.put(key.getKey(), held));
    sdk.getOpenTelemetrySdk().shutdown().join(10, TimeUnit.SECONDS);
    return left;
  }

  @Test
  void aKeyThatThePolicyDecidesIsRefusedWithItsSource() {
    assertThatThrownBy(
            () -> build("dd.api.key", "k", "dd.privacy.attributes.allow", "url.query:enum(a)"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("MPDD0002E", "MPDD0123E", "dd.privacy.attributes.allow");
  }

  @Test
  void theAccountIsManagedAsLongAsTheSdkLives() throws Exception {
    ObjectName name =
        new ObjectName("io.github.mpdatadog:type=Telemetry,application=the-application");
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    AutoConfiguredOpenTelemetrySdk sdk = build("dd.api.key", "k");
    assertThat(server.getAttribute(name, "SelfTestTime").toString()).isNotEmpty();

    assertThat(LiveProbe.of(sdk.getOpenTelemetrySdk()).isSafe()).isTrue();
    traceAPatient(sdk);

    assertThat(server.isRegistered(name)).isFalse();
  }

  /** A log handler of the application's own, that stops with it, may throw. */
  @Test
  void theAccountIsUnregisteredAlsoWhereTheLastLineCannotBeWritten() throws Exception {
    ObjectName name =
        new ObjectName("io.github.mpdatadog:type=Telemetry,application=the-application");
    Consumer<String> closedHandler =
        line -> {
          if (line.startsWith("MPDD0016I")) {
            throw new IllegalStateException("handler closed");
          }
        };

    assertThat(LogLines.during(() -> traceAPatient(build("dd.api.key", "k")), closedHandler))
        .anyMatch(line -> line.startsWith("MPDD0016I"));

    assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(name)).isFalse();
  }

  /** The exporter writes these itself, or takes them for a resource's description. */
  @Test
  void aTagThatIsNotSentIsTold() {
    String tags = "team:a,env:b,service:c,version:d,cloud.region:canary,component:canary";

    List<String> told =
        LogLines.during(() -> traceAPatient(build("dd.api.key", "k", "dd.tags", tags))).stream()
            .filter(line -> line.startsWith("MPDD0017W"))
            .toList();

    assertThat(told)
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .contains("cloud.region, component.")
                    .doesNotContain("canary", "team", "env"));
  }

  @Test
  void theTotalIsLoggedWhenTheApplicationEnds() {
    List<String> lines = LogLines.during(() -> traceAPatient(build("dd.api.key", "k")));

    List<String> audit = lines.stream().filter(line -> line.startsWith("MPDD0016I")).toList();
    assertThat(audit)
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .contains("SpansSeen=1", "UnknownKeysRemoved=1", "url.query=1")
                    .doesNotContain("Zephyrine"));
    assertThat(AuditChain.broken(audit)).isEmpty();
  }

  @Test
  void theProbeFindsTheBypassThatTheOperatorAccepted() {
    foreign = InMemorySpanExporter.create();
    AutoConfiguredOpenTelemetrySdk sdk = build("dd.api.key", "k", "dd.privacy.on-bypass", "warn");

    assertThat(LiveProbe.of(sdk.getOpenTelemetrySdk()).gate()).isEqualTo("bypassed");
    assertThat(foreign.getFinishedSpanItems()).isEmpty();
    sdk.getOpenTelemetrySdk().shutdown().join(10, TimeUnit.SECONDS);
  }

  @Test
  void anUnsampledTraceIsNotExported() {
    assertThat(traceAPatient(build("dd.api.key", "k", "dd.trace.sample.rate", "0"))).isEmpty();
  }

  @Test
  void aWrongSettingFailsClosedWithAllProblemsAndNoValue() {
    assertThatThrownBy(
            () -> build("dd.api.key", "k", "dd.site", CANARY, "dd.trace.sample.rate", CANARY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("MPDD0002E", "MPDD0102E", "MPDD0103E")
        .hasMessageNotContaining("Zephyrine");
  }

  @Test
  void aProcessorThatWouldSeeSpansBeforeTheGateIsRefused() {
    foreign = InMemorySpanExporter.create();

    assertThatThrownBy(() -> build("dd.api.key", "k"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("MPDD0013E", InMemorySpanExporter.class.getName());
  }

  @Test
  void theOperatorMayAcceptThatProcessor() {
    foreign = InMemorySpanExporter.create();

    assertThat(traceAPatient(build("dd.api.key", "k", "dd.privacy.on-bypass", "warn"))).hasSize(1);
  }

  @Test
  void withoutTheKeyNothingIsChanged() {
    otel.put("otel.logs.exporter", "none");
    otel.put("otel.metrics.exporter", "none");
    List<SpanData> spans = traceAPatient(build());

    assertThat(spans).hasSize(1);
    assertThat(spans.get(0).getName()).isEqualTo("GET /patients/" + CANARY);
    assertThat(spans.get(0).getResource().getAttribute(AttributeKey.stringKey("host.name")))
        .isEqualTo(CANARY);
  }

  @Test
  void withoutTheKeyOurExporterDropsEverything() {
    otel.put("otel.traces.exporter", "datadog");
    otel.put("otel.logs.exporter", "none");
    otel.put("otel.metrics.exporter", "none");

    assertThat(build().toString()).doesNotContain("DatadogSpanExporter");
  }

  /** As a config source does that could not be reached for a moment. */
  @Test
  void aKeyThatComesTooLateForTheGateExportsNothing() {
    otel.put("otel.traces.exporter", "datadog");
    otel.put("otel.logs.exporter", "none");
    otel.put("otel.metrics.exporter", "none");
    afterTheProperties = () -> System.setProperty("dd.api.key", "k");

    assertThat(build().toString()).doesNotContain("DatadogSpanExporter");
  }

  /** Of two that share the jar, and are configured alike. */
  @Test
  void anApplicationThatStopsTakesItsOwnOpenCallsAlongAndNoOthers() {
    AutoConfiguredOpenTelemetrySdk stopping = build("dd.api.key", "k");
    AutoConfiguredOpenTelemetrySdk staying = build("dd.api.key", "k");
    Span itsOwn = stopping.getOpenTelemetrySdk().getTracer("test").spanBuilder("GET").startSpan();
    Span ofTheOther =
        staying.getOpenTelemetrySdk().getTracer("test").spanBuilder("GET").startSpan();
    OpenCalls.begin(ofTheOther);
    OpenCalls.beginWithin(itsOwn);

    stopping.getOpenTelemetrySdk().shutdown().join(10, TimeUnit.SECONDS);

    OpenCalls.endFailed();
    assertThat(itsOwn.isRecording()).isTrue();
    assertThat(ofTheOther.isRecording()).isFalse();
    staying.getOpenTelemetrySdk().shutdown().join(10, TimeUnit.SECONDS);
  }

  @Test
  void withoutAnExporterNothingCanLeaveAndTheLogSaysSo() throws Exception {
    otel.put("otel.traces.exporter", "none");
    List<AutoConfiguredOpenTelemetrySdk> built = new ArrayList<>();

    assertThat(LogLines.during(() -> built.add(build("dd.api.key", "k"))))
        .anyMatch(line -> line.startsWith("MPDD0006W"))
        .noneMatch(line -> line.startsWith("MPDD0001I"));

    LiveProbe probe = LiveProbe.of(built.get(0).getOpenTelemetrySdk());
    assertThat(probe.gate()).isEqualTo("no exporter");
    assertThat(probe.isSafe()).isTrue();
    built.get(0).getOpenTelemetrySdk().shutdown().join(10, TimeUnit.SECONDS);
    assertThat(
            ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("io.github.mpdatadog:type=Telemetry,*"), null))
        .as("what would hold the application")
        .isEmpty();
  }

  @Test
  void withoutTheDatadogExporterTheLogSaysThatTheAgentGetsNothing() throws Exception {
    assertThat(started("in-memory")).anyMatch(line -> line.startsWith("MPDD0018W"));
    assertThat(started("in-memory,datadog")).noneMatch(line -> line.startsWith("MPDD0018W"));
  }

  @Test
  void anExporterThatTheApplicationWrapsIsStillTheDatadogExporter() throws Exception {
    wrapsExporters = true;

    assertThat(started("datadog")).noneMatch(line -> line.startsWith("MPDD0018W"));
  }

  private List<String> started(String exporters) throws Exception {
    otel.put("otel.traces.exporter", exporters);
    return LogLines.during(
        () -> build("dd.api.key", "k").getOpenTelemetrySdk().shutdown().join(10, TimeUnit.SECONDS));
  }

  /** What can leave by another way does so around the gate, which is then not there at all. */
  @Test
  void withoutAnExporterOfTheServersAForeignOneIsStillABypass() {
    otel.put("otel.traces.exporter", "none");
    foreign = InMemorySpanExporter.create();
    AutoConfiguredOpenTelemetrySdk sdk = build("dd.api.key", "k", "dd.privacy.on-bypass", "warn");

    assertThat(LiveProbe.of(sdk.getOpenTelemetrySdk()).isSafe()).isFalse();
    sdk.getOpenTelemetrySdk().shutdown().join(10, TimeUnit.SECONDS);
  }
}
