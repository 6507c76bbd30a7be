// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Stream;

/** Which room may use what. The rooms are described in their package-info. */
@AnalyzeClasses(packages = "io.github.mpdatadog", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "io.github.mpdatadog.";

  private static ArchRule room(String name, String... mayUse) {
    String[] allowed = new String[mayUse.length + 3];
    System.arraycopy(mayUse, 0, allowed, 0, mayUse.length);
    allowed[mayUse.length] = ROOT + name;
    allowed[mayUse.length + 1] = "java..";
    allowed[mayUse.length + 2] = "org.jspecify.annotations";
    return classes()
        .that()
        .resideInAPackage(ROOT + name)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed);
  }

  private static final String[] OTEL_DATA = {
    "io.opentelemetry.api..",
    "io.opentelemetry.context..",
    "io.opentelemetry.sdk.common",
    "io.opentelemetry.sdk.resources",
    "io.opentelemetry.sdk.trace..",
  };

  @ArchTest static final ArchRule ADDRESS_KNOWS_THE_JDK_ONLY = room("address");

  @ArchTest
  static final ArchRule CONFIG_KNOWS_MICROPROFILE_CONFIG_ONLY =
      room(
          "config",
          ROOT + "address",
          "org.eclipse.microprofile.config..",
          "jakarta.inject",
          "jakarta.enterprise.inject");

  @ArchTest static final ArchRule PRIVACY_IS_PURE = room("privacy", OTEL_DATA);

  @ArchTest
  static final ArchRule AGENT_KNOWS_NO_CONTAINER =
      room(
          "agent",
          Stream.concat(Stream.of(ROOT + "address"), Stream.of(OTEL_DATA)).toArray(String[]::new));

  @ArchTest
  static final ArchRule PROPAGATION_KNOWS_CONTEXT_ONLY =
      room("propagation", ROOT + "address", "io.opentelemetry.api..", "io.opentelemetry.context..");

  @ArchTest
  static final ArchRule REST_DESCRIBES_CALLS_AND_FEEDS_THE_VOCABULARY =
      room(
          "rest",
          ROOT + "address",
          ROOT + "config",
          ROOT + "privacy",
          ROOT + "propagation",
          ROOT + "telemetry",
          "org.eclipse.microprofile.config",
          "io.opentelemetry.api..",
          "io.opentelemetry.context..",
          "jakarta.annotation",
          "jakarta.enterprise..",
          "org.eclipse.microprofile.rest.client..",
          "jakarta.ws.rs..",
          "jakarta.servlet..",
          "javax.net.ssl"); // in the signatures of the JDK's HttpClient

  @ArchTest
  static final ArchRule CONCURRENT_CARRIES_CONTEXTS_AND_NOTHING_ELSE =
      room(
          "concurrent",
          ROOT + "config",
          ROOT + "privacy",
          ROOT + "telemetry",
          "org.eclipse.microprofile.config",
          "org.eclipse.microprofile.context.spi",
          "io.opentelemetry.api..",
          "io.opentelemetry.context..",
          "jakarta.annotation",
          "jakarta.enterprise..",
          "jakarta.inject",
          "jakarta.interceptor");

  @ArchTest
  static final ArchRule JDBC_KNOWS_SPANS_AND_SHAPES =
      room(
          "jdbc",
          ROOT + "config",
          ROOT + "privacy",
          ROOT + "telemetry",
          "org.eclipse.microprofile.config",
          "io.opentelemetry.api..",
          "io.opentelemetry.context..",
          "javax.sql",
          "jakarta.enterprise..");

  @ArchTest
  static final ArchRule REDIS_MAKES_SPANS_FOR_TWO_CLIENTS =
      room(
          "redis",
          ROOT + "config",
          ROOT + "privacy",
          "org.eclipse.microprofile.config",
          "io.opentelemetry.api..",
          "io.opentelemetry.context..",
          "jakarta.enterprise.inject..",
          "io.lettuce.core..",
          "redis.clients.jedis..",
          "org.apache.commons.pool2..");

  /** An application has one of them or none: a class that links one is reached by its name only. */
  @ArchTest
  static final ArchRule LETTUCE_STAYS_BEHIND_ITS_DOOR = onlyFor("Lettuce", "io.lettuce..");

  @ArchTest
  static final ArchRule JEDIS_STAYS_BEHIND_ITS_DOOR =
      onlyFor("Jedis", "redis.clients..", "org.apache.commons.pool2..");

  private static ArchRule onlyFor(String client, String... packages) {
    return noClasses()
        .that()
        .haveNameNotMatching(".*\\.redis\\." + client + "\\w*(\\$.*)?")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAnyPackage(packages)
                .or(
                    JavaClass.Predicates.resideInAPackage(ROOT + "redis")
                        .and(JavaClass.Predicates.simpleNameStartingWith(client))));
  }

  @ArchTest
  static final ArchRule MESSAGING_MAKES_SPANS_AND_FEEDS_THE_VOCABULARY =
      room(
          "messaging",
          ROOT + "config",
          ROOT + "privacy",
          ROOT + "propagation",
          ROOT + "telemetry",
          "org.eclipse.microprofile.config",
          "io.opentelemetry.api..",
          "io.opentelemetry.context..",
          "jakarta.annotation",
          "jakarta.enterprise..",
          "jakarta.inject",
          "jakarta.interceptor",
          "jakarta.jms",
          "javax.naming");

  @ArchTest
  static final ArchRule BATCH_MAKES_SPANS_OF_JOBS =
      room(
          "batch",
          ROOT + "config",
          ROOT + "privacy",
          ROOT + "telemetry",
          "org.eclipse.microprofile.config",
          "io.opentelemetry.api..",
          "io.opentelemetry.context..",
          "jakarta.annotation",
          "jakarta.batch..",
          "jakarta.enterprise..",
          "jakarta.inject",
          "jakarta.interceptor",
          "jakarta.transaction",
          "javax.naming");

  @ArchTest
  static final ArchRule REACTIVE_STANDS_BETWEEN_THE_CONNECTOR_AND_THE_CHANNELS =
      room(
          "reactive",
          ROOT + "config",
          ROOT + "privacy",
          ROOT + "propagation",
          ROOT + "telemetry",
          "org.eclipse.microprofile.config",
          "org.eclipse.microprofile.reactive..",
          "org.reactivestreams",
          "org.apache.kafka..",
          "io.opentelemetry.api..",
          "io.opentelemetry.context..",
          "jakarta.annotation",
          "jakarta.decorator",
          "jakarta.enterprise..",
          "jakarta.inject",
          "jakarta.interceptor");

  @ArchTest
  static final ArchRule ONLY_TELEMETRY_SEES_THE_SDK_EXTENSION_POINT =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "telemetry")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry.sdk.autoconfigure..");

  /** Liberty shows applications only these packages; any other type fails when it is linked. */
  @ArchTest
  static final ArchRule NO_ONE_LINKS_WHAT_THE_SERVER_HIDES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.opentelemetry..internal..",
              "io.opentelemetry.api.incubator..",
              "io.opentelemetry.sdk",
              "io.opentelemetry.sdk.autoconfigure",
              "io.opentelemetry.sdk.logs",
              "io.opentelemetry.instrumentation..",
              "io.opentelemetry.exporter..");

  @ArchTest
  static final ArchRule ROOMS_HAVE_NO_CYCLES =
      slices().matching("io.github.mpdatadog.(*)..").should().beFreeOfCycles();

  /** These load where the server hides OpenTelemetry, so they must not even mention it. */
  @ArchTest
  static final ArchRule WHAT_LOADS_EVERYWHERE_LINKS_NO_OPENTELEMETRY =
      noClasses()
          .that(
              DescribedPredicate.describe(
                  "are loaded under every feature set", ArchitectureTest::loadsEverywhere))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..");

  private static boolean loadsEverywhere(JavaClass type) {
    Set<String> entries =
        Set.of(
            ROOT + "telemetry.DatadogExtension",
            ROOT + "telemetry.DeploymentCheck",
            ROOT + "telemetry.Bypass",
            ROOT + "telemetry.InjectedObjects",
            ROOT + "concurrent.ConcurrentExtension",
            ROOT + "concurrent.TraceContextProvider",
            ROOT + "concurrent.TracePropagation",
            ROOT + "telemetry.Messages",
            ROOT + "telemetry.WithSpanNames",
            ROOT + "telemetry.VocabularyReader",
            ROOT + "telemetry.Descriptor",
            ROOT + "telemetry.EachFile",
            ROOT + "rest.ServletPaths",
            ROOT + "rest.ServletPathsExtension",
            ROOT + "rest.TracingFeature",
            ROOT + "rest.RawUrlFeature",
            ROOT + "rest.ClientEngine",
            ROOT + "rest.OutgoingFilter",
            ROOT + "rest.Switch",
            ROOT + "rest.TracingHttpClient",
            ROOT + "rest.TracingServletFilter",
            ROOT + "jdbc.Database",
            ROOT + "jdbc.DatabaseUrl",
            ROOT + "jdbc.DelegateMaker",
            ROOT + "jdbc.DelegatingSource",
            ROOT + "jdbc.Handler",
            ROOT + "jdbc.Jdbc",
            ROOT + "jdbc.JdbcExtension",
            ROOT + "jdbc.Problems",
            ROOT + "jdbc.Proxies",
            ROOT + "jdbc.JdbcSettings",
            ROOT + "jdbc.TracingConnectionPoolDataSource",
            ROOT + "jdbc.TracingDataSource",
            ROOT + "jdbc.TracingDriver",
            ROOT + "jdbc.TracingXADataSource",
            ROOT + "redis.Switch",
            ROOT + "messaging.MessagingExtension",
            ROOT + "messaging.DestinationNames",
            ROOT + "messaging.Driven",
            ROOT + "messaging.TracedOnMessage",
            ROOT + "batch.BatchExtension",
            ROOT + "batch.InBatch",
            ROOT + "batch.TracingListener",
            ROOT + "reactive.ReactiveExtension",
            ROOT + "privacy.CodeVocabulary",
            ROOT + "privacy.ClassFile",
            ROOT + "privacy.Recipes",
            ROOT + "privacy.SqlNames",
            ROOT + "privacy.SqlProof",
            ROOT + "privacy.SqlTokens",
            ROOT + "privacy.Vocabulary");
    return type.getPackageName().equals(ROOT + "config") || entries.contains(type.getName());
  }
}
