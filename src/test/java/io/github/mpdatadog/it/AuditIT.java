// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.it.app.ForeignProcessor;
import io.github.mpdatadog.telemetry.AuditChain;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What the privacy officer gets to see, on one server: a protected application, one whose operator
 * accepted a bypass, and one without tracing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String REQUEST = "/api/patients/MRN-88274415?ssn=900-55-7713";

  private final FakeAgent agent = new FakeAgent();
  private LibertyServer server;

  @BeforeAll
  void start() {
    server =
        LibertyServer.start(
            ServerDirectory.create("it-audit", "alone")
                .features(
                    "servlet-6.0",
                    "restfulWS-3.1",
                    "cdi-4.0",
                    "mpConfig-3.1",
                    "mpTelemetry-2.1",
                    "mpHealth-4.0")
                .environment(
                    "DD_API_KEY=0123456789abcdef",
                    "DD_TRACE_AGENT_URL=" + agent.url(),
                    "DD_PRIVACY_AUDIT_INTERVAL=PT1S")
                .application(Apps.clinic("clinic"))
                .application(bypassed("bypassed"))
                .application(
                    Apps.configured(
                        Apps.clinic("mute"), "config_ordinal=500", "otel.traces.exporter=none"))
                .application(
                    Apps.configured(
                        Apps.clinic("off"), "config_ordinal=500", "dd.trace.enabled=false"))
                .application(Apps.probe("probe")));
  }

  /** Its processor is added after ours was, and would see every span in clear. */
  private static WebArchive bypassed(String name) {
    return Apps.configured(
            Apps.clinic(name).addClass(ForeignProcessor.class), "dd.privacy.on-bypass=warn")
        .addAsResource(
            new StringAsset(ForeignProcessor.class.getName()),
            "META-INF/services/" + AutoConfigurationCustomizerProvider.class.getName());
  }

  @AfterAll
  void stop() {
    server.close();
    agent.close();
  }

  private void request(String application) {
    assertThat(server.http().get("/" + application + REQUEST).status()).isEqualTo(200);
  }

  @Test
  void readinessTellsTheProtectedApplicationFromTheBypassedAndTheMuteOne() {
    String health = server.http().get("/health/ready").body();

    List<String> checks =
        List.of(health.split("\\{\"name\"", -1)).stream()
            .filter(check -> check.contains("microprofile-datadog-privacy"))
            .toList();
    assertThat(checks).as(health).hasSize(3);
    assertThat(checks)
        .anySatisfy(
            check ->
                assertThat(check)
                    .contains("\"clinic\"", "\"in place\"", "\"UP\"", "policySha256", "SpansSeen"))
        .anySatisfy(check -> assertThat(check).contains("\"mute\"", "\"no exporter\"", "\"UP\""))
        .anySatisfy(
            check ->
                assertThat(check).contains("\"bypassed\"", "\"DOWN\"").doesNotContain("\"UP\""));
  }

  @Test
  void theLedgerIsManagedUnderTheApplicationsNameAndHoldsNoValue() {
    request("clinic");
    boolean counted =
        Waiting.until(
            SOON,
            () -> beans().lines().anyMatch(line -> line.matches("clinic SpansSeen=[1-9]\\d*")));

    assertThat(counted).as(this::beans).isTrue();
    assertThat(beans()).contains("clinic RemovedByKey={", "url.query=", "bypassed SpansSeen=");
    assertThat(beans()).doesNotContain("off SpansSeen=");
    assertThat(beans()).contains("clinic explain(url.query)=url.query: drop");
    assertThat(Identifiers.search().in(beans().getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  private String beans() {
    return server.http().get("/probe/mbeans").body();
  }

  @Test
  void theAuditLinesOfEachApplicationAreAChain() {
    boolean twoLines =
        Waiting.until(
            SOON,
            () -> {
              request("clinic");
              Waiting.pause(Duration.ofMillis(500));
              return audit("clinic").size() >= 2;
            });

    assertThat(twoLines).isTrue();
    List<String> lines = audit("clinic");
    assertThat(AuditChain.broken(lines)).isEmpty();
    assertThat(lines.get(0)).contains("RemovedByKey={", "url.query=");
    assertThat(String.join("\n", lines)).doesNotContain("88274415", "900-55-7713");
  }

  private List<String> audit(String application) {
    return server.libraryMessages().stream()
        .filter(line -> line.matches(".*MPDD0016I: Privacy audit \\d+ of " + application + ",.*"))
        .toList();
  }
}
