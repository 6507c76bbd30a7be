// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Java 17 keeps the class of a record whose own {@code equals} or {@code hashCode} was called last,
 * and with it the class loader of an application that is gone. A record that is compared, looked
 * for, or put into a set or a map as a key writes both by hand. One that is not is named here.
 */
class RecordsTest {

  /** Read once, handed on and forgotten; settings are compared property by property. */
  private static final List<String> OF_SETTINGS =
      List.of(
          "agent.AgentSettings",
          "config.ConfiguredNames",
          "config.DatadogSettings",
          "config.DatadogSettings$Integrations",
          "config.DatadogSettings$Privacy",
          "config.DatadogSettings$Propagation",
          "config.DatadogSettings$Sampling",
          "config.Lookup$Found",
          "config.SamplingRule",
          "config.SettingsReader$Reading",
          "jdbc.JdbcSettings",
          "propagation.BaggageHeader$Values",
          "telemetry.Glob",
          "telemetry.RuleMatch");

  /** Several results of one method, taken apart by its caller. */
  private static final List<String> RESULTS =
      List.of(
          "address.HostPort",
          "agent.AgentResponse",
          "agent.Naming",
          "agent.SamplingDecision",
          "agent.SpanRole",
          "batch.Spans",
          "privacy.SqlShape",
          "privacy.WorkTimes",
          "telemetry.RateLimit$Answer");

  /** In lists, in arrays or as the values of maps, and looked for by their parts. */
  private static final List<String> ENTRIES =
      List.of(
          "agent.DatabaseSystem",
          "batch.Executions$Execution",
          "privacy.Policy$Entry",
          "privacy.Range",
          "privacy.Rule",
          "privacy.ServletPatterns$Pattern",
          "privacy.SqlShapes$Entry",
          "privacy.SqlWord",
          "privacy.StatementHash",
          "telemetry.Account$Figure");

  /** Given to a container or a client, which keeps them in a list, a field, or by their class. */
  private static final List<String> HANDED_OUT =
      List.of(
          "messaging.Processing",
          "messaging.TracedListener",
          "messaging.TracedProducer$TracedCompletion",
          "reactive.MessageTrace",
          "reactive.TracedEmitter",
          "reactive.TracedPublisher",
          "redis.LettuceTracer$Caller",
          "rest.TracedAsync$Relay");

  @Test
  void noRecordThatIsComparedLeavesItToTheJdk() {
    Set<String> reasoned =
        Stream.of(OF_SETTINGS, RESULTS, ENTRIES, HANDED_OUT)
            .flatMap(List::stream)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(generated()).as("records whose equals the JDK makes").isEqualTo(reasoned);
  }

  @Test
  void theTestTellsGeneratedMethodsFromThoseWrittenByHand() {
    assertThat(generated()).contains("privacy.Range").doesNotContain("propagation.Decision");
  }

  private static Set<String> generated() {
    String root = RecordsTest.class.getPackageName() + ".";
    return new ClassFileImporter()
        .withImportOption(new DoNotIncludeTests()).importPackages("io.github.mpdatadog").stream()
            .filter(JavaClass::isRecord)
            .filter(type -> isGenerated(type.getMethod("equals", Object.class)))
            .map(type -> type.getName().substring(root.length()))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * One written by hand asks what the other object is; one of the JDK's is a single instruction.
   */
  private static boolean isGenerated(JavaMethod equals) {
    return equals.getInstanceofChecks().isEmpty() && equals.getAccessesFromSelf().isEmpty();
  }
}
