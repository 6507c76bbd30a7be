// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the library does nothing, and when it refuses to let the application start. */
class SwitchIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration NEVER = Duration.ofSeconds(3);
  private static final String KEY = "DD_API_KEY=0123456789abcdef";
  private static final String CODED_ERROR = "MPDD\\d{4}E";

  private final FakeAgent agent = new FakeAgent();
  private final ServerDirectory directory =
      ServerDirectory.create("it-switch", "alone")
          .features("restfulWS-3.1", "cdi-4.0", "mpConfig-3.1", "mpTelemetry-2.1")
          .environment("DD_TRACE_AGENT_URL=" + agent.url());

  @AfterEach
  void close() {
    agent.close();
  }

  /** Both without a key of the server's: one application with a blank key, one with none. */
  @Test
  void withoutAKeyNothingHappensAndNothingIsSaid() {
    directory
        .application(Apps.clinic("keyless"))
        .application(Apps.configured(Apps.clinic("blank"), "dd.api.key=   "));
    try (LibertyServer server = LibertyServer.start(directory)) {
      assertRunsUntraced(server, "keyless");
      assertRunsUntraced(server, "blank");
      assertThat(server.libraryMessages()).noneMatch(line -> line.matches(".*MPDD\\d{4}[WE].*"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DD_API_KEY=", "DD_TRACE_ENABLED=false"})
  void theEnvironmentSwitchesOffWhatTheApplicationSwitchesOn(String off) {
    directory
        .environment(off)
        .application(Apps.configured(Apps.clinic("clinic"), "dd.api.key=0123456789abcdef"));
    try (LibertyServer server = LibertyServer.start(directory)) {
      assertRunsUntraced(server, "clinic");
      assertThat(server.libraryMessages()).noneMatch(line -> line.matches(".*MPDD\\d{4}[WE].*"));
    }
  }

  /**
   * In Turkish the capital of i has a dot, and the server looks for {@code DD_APİ_KEY}. The
   * environment is above the file nevertheless.
   */
  @Test
  void theKeyCountsInEveryLanguage() {
    directory
        .environment(KEY, "DD_SERVICE=ward-7")
        .jvmOption("-Duser.language=tr")
        .application(Apps.configured(Apps.clinic("clinic"), "dd.service=of-the-file"));
    try (LibertyServer server = LibertyServer.start(directory)) {
      assertThat(server.http().get("/clinic/api/patients/MRN-00017").status()).isEqualTo(200);

      ReceivedSpan span =
          agent.awaitTrace(
              received -> received.resource().equals("GET /clinic/api/patients/{mrn}"), SOON);
      assertThat(span.service()).isEqualTo("ward-7");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "tr"})
  void theSwitchOfOpenTelemetryWins(String language) {
    directory
        .environment(KEY, "OTEL_SDK_DISABLED=true")
        .jvmOption("-Duser.language=" + language)
        .application(Apps.clinic("clinic"));
    try (LibertyServer server = LibertyServer.start(directory)) {
      assertRunsUntraced(server, "clinic");
    }
  }

  /** One server-wide SDK, which no application can redact: the worst that can be configured. */
  @Test
  void runtimeModeIsRefused() {
    directory
        .environment(
            KEY,
            "OTEL_SDK_DISABLED=false",
            "OTEL_TRACES_EXPORTER=otlp",
            "OTEL_METRICS_EXPORTER=none",
            "OTEL_LOGS_EXPORTER=none",
            "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
            "OTEL_EXPORTER_OTLP_ENDPOINT=" + agent.url())
        .application(Apps.clinic("clinic"));
    try (LibertyServer server = LibertyServer.start(directory)) {
      assertRefused(server, "OTEL_SDK_DISABLED");
    }
  }

  /** Proves that the sink of the test above would have caught an unredacted span. */
  @Test
  void runtimeModeWithoutTheLibraryLeaks() {
    directory
        .environment(
            "OTEL_SDK_DISABLED=false",
            "OTEL_METRICS_EXPORTER=none",
            "OTEL_LOGS_EXPORTER=none",
            "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
            "OTEL_EXPORTER_OTLP_ENDPOINT=" + agent.url())
        .application(Apps.clinicWithoutLibrary("clinic"));
    try (LibertyServer server = LibertyServer.start(directory)) {
      server.http().get("/clinic/api/patients/MRN-88274415");
      assertThat(
              Waiting.until(
                  Duration.ofSeconds(15),
                  () -> !Identifiers.search().in(agent.requests()).isEmpty()))
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dd-java-agent.jar", "opentelemetry-javaagent.jar"})
  void anotherAgentInTheSameJvmIsRefused(String jar) {
    Path other = Path.of(System.getProperty("agents.home"), jar);
    directory
        .jvmOption("-javaagent:" + other)
        .environment(
            KEY,
            "DD_INSTRUMENTATION_TELEMETRY_ENABLED=false",
            "DD_REMOTE_CONFIGURATION_ENABLED=false",
            "OTEL_METRICS_EXPORTER=none",
            "OTEL_LOGS_EXPORTER=none",
            "OTEL_EXPORTER_OTLP_ENDPOINT=" + agent.url())
        .application(Apps.clinic("clinic"));
    try (LibertyServer server = LibertyServer.start(directory)) {
      assertThat(server.started("clinic")).as("the application started").isFalse();
      assertThat(server.libraryMessages())
          .anySatisfy(line -> assertThat(line).containsPattern(CODED_ERROR).contains("javaagent"));
    }
  }

  @Test
  void everyMistakeIsToldAtOnceAndNoValueIsRepeated() {
    directory.application(
        Apps.configured(
            Apps.clinic("clinic"),
            "dd.api.key=0123456789abcdef",
            "dd.site=Zephyrine.example",
            "dd.trace.sample.rate=7",
            "dd.privacy.allow-everything-Quackenbush=true"));
    try (LibertyServer server = LibertyServer.start(directory)) {
      assertRunsUntraced(server, "clinic");
      assertThat(server.messages()).doesNotContain("Zephyrine.example");
      String report = String.join("\n", server.libraryMessages());
      assertThat(report)
          .containsPattern(CODED_ERROR)
          .contains("dd.trace.sample.rate", "dd.site", "dd.privacy.allow-everything");
      assertThat(server.messages().split("dd\\.trace\\.sample\\.rate", -1))
          .as("told once")
          .hasSize(2);
    }
  }

  private void assertRunsUntraced(LibertyServer server, String application) {
    assertThat(server.started(application)).as(server::messages).isTrue();
    for (int i = 0; i < 3; i++) {
      assertThat(server.http().get("/" + application + "/api/patients/MRN-00017").status())
          .isEqualTo(200);
    }
    Waiting.pause(NEVER);
    assertThat(agent.requests()).isEmpty();
  }

  private void assertRefused(LibertyServer server, String remedy) {
    assertThat(server.started("clinic")).as("the application started").isFalse();
    assertThat(server.libraryMessages())
        .anySatisfy(line -> assertThat(line).containsPattern(CODED_ERROR).contains(remedy));
    server.http().get("/clinic/api/patients/MRN-88274415?ssn=900-55-7713");
    Waiting.pause(NEVER);
    assertThat(Identifiers.search().in(List.copyOf(agent.requests()))).isEmpty();
  }
}
