// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Measures what tracing costs until the first answer: the same application and server, plain, with
 * mpTelemetry alone, with the library, and with dd-java-agent, in alternating runs. Not a test:
 * {@code mvn -Pstartup-cost verify} runs it and prints a table.
 */
public final class StartUpCost {
  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final Path AGENT =
      Path.of(System.getProperty("agents.home", "target/agents"), "dd-java-agent.jar");
  private static final String[] PLAIN = {"restfulWS-3.1", "cdi-4.0", "mpConfig-3.1"};
  private static final String[] TRACED = {
    "restfulWS-3.1", "cdi-4.0", "mpConfig-3.1", "mpTelemetry-2.1"
  };

  private enum Variant {
    PLAIN("plain server"),
    TELEMETRY("mpTelemetry alone, switched on"),
    LIBRARY("mpTelemetry and the library"),
    DD_JAVA_AGENT("dd-java-agent");

    final String label;

    Variant(String label) {
      this.label = label;
    }
  }

  private record Cost(double wallSeconds, double cpuSeconds, double residentMegabytes) {}

  private StartUpCost() {}

  /** Prints the median, the least and the greatest of each figure. */
  public static void main(String[] arguments) throws IOException {
    Map<Variant, List<Cost>> costs = new EnumMap<>(Variant.class);
    try (FakeAgent agent = new FakeAgent()) {
      // The first round fills Liberty's and the system's caches and is not counted.
      for (int round = 0; round <= ROUNDS; round++) {
        for (Variant variant : Variant.values()) {
          Cost cost = measure(variant, agent);
          System.out.printf(
              Locale.ROOT, "round %d, %s: %s%n", round, variant.label, line(List.of(cost)));
          if (round > 0) {
            costs.computeIfAbsent(variant, v -> new ArrayList<>()).add(cost);
          }
        }
      }
    }
    System.out.printf("%n%d counted runs each, median (least to greatest)%n", ROUNDS);
    costs.forEach((variant, all) -> System.out.printf("%-32s %s%n", variant.label, line(all)));
  }

  private static Cost measure(Variant variant, FakeAgent agent) throws IOException {
    ServerDirectory directory =
        ServerDirectory.create("it-cost", "alone")
            .features(variant == Variant.PLAIN || variant == Variant.DD_JAVA_AGENT ? PLAIN : TRACED)
            .application(application(variant));
    // As a user's server: no option that trades throughput for start-up.
    Files.writeString(directory.path().resolve("jvm.options"), "");
    switch (variant) {
      case PLAIN -> {}
      // Its exporter finds no one.
      case TELEMETRY ->
          directory.environment("OTEL_LOGS_EXPORTER=none", "OTEL_METRICS_EXPORTER=none");
      case LIBRARY -> directory.environment("DD_API_KEY=k", "DD_TRACE_AGENT_URL=" + agent.url());
      case DD_JAVA_AGENT ->
          directory
              .environment("DD_TRACE_AGENT_URL=" + agent.url(), "DD_SERVICE=clinic")
              .jvmOption("-javaagent:" + AGENT.toAbsolutePath());
    }
    long begin = System.nanoTime();
    try (LibertyServer server = LibertyServer.start(directory)) {
      Waiting.until(
          Duration.ofMinutes(2), () -> server.http().get("/clinic/api/patients/1").status() == 200);
      double wall = (System.nanoTime() - begin) / 1e9;
      return new Cost(wall, server.cpuSeconds(), server.residentMegabytes());
    }
  }

  private static WebArchive application(Variant variant) {
    return switch (variant) {
      case LIBRARY -> Apps.clinic("clinic");
      // Switched on in the application, so that both SDKs are the application's own.
      case TELEMETRY ->
          Apps.configured(Apps.clinicWithoutLibrary("clinic"), "otel.sdk.disabled=false");
      case PLAIN, DD_JAVA_AGENT -> Apps.clinicWithoutLibrary("clinic");
    };
  }

  private static String line(List<Cost> costs) {
    return String.format(
        Locale.ROOT,
        "wall %s s, CPU %s s, resident %s MB",
        spread(costs.stream().map(Cost::wallSeconds).toList()),
        spread(costs.stream().map(Cost::cpuSeconds).toList()),
        spread(costs.stream().map(Cost::residentMegabytes).toList()));
  }

  private static String spread(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return String.format(
        Locale.ROOT,
        "%.1f (%.1f to %.1f)",
        sorted.get(sorted.size() / 2),
        sorted.get(0),
        sorted.get(sorted.size() - 1));
  }
}
