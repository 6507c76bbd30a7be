// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseSystemTest {

  private static final Path POLICY =
      Path.of("src/main/resources/io/github/mpdatadog/privacy/policy.txt");
  private static final Pattern SYSTEMS = Pattern.compile("define db-system enum\\(([^)]*)\\)");

  /** They have types of their own, or Datadog has none for them. */
  private static final Set<String> WITHOUT_SQL =
      Set.of(
          "aws.dynamodb",
          "azure.cosmosdb",
          "cassandra",
          "cosmosdb",
          "couchbase",
          "couchdb",
          "dynamodb",
          "elasticsearch",
          "geode",
          "hbase",
          "influxdb",
          "memcached",
          "mongodb",
          "neo4j",
          "opensearch",
          "redis",
          "softwareag.adabas",
          "valkey");

  static Stream<String> systems() throws IOException {
    Matcher systems = SYSTEMS.matcher(Files.readString(POLICY));
    assertThat(systems.find()).isTrue();
    return Stream.of(systems.group(1).split("[\\s,]+", -1));
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everyDatabaseThatThePolicyKnowsIsOfTypeSqlIfItSpeaksThat(String otelName) {
    DatabaseSystem system = DatabaseSystem.named(otelName);

    assertThat(system.type().equals("sql")).isEqualTo(!WITHOUT_SQL.contains(otelName));
  }

  @ParameterizedTest
  @MethodSource("systems")
  void datadogsNamesHaveNoVendorBeforeThem(String otelName) {
    DatabaseSystem system = DatabaseSystem.named(otelName);

    assertThat(system.type().equals("sql") && system.name().contains(".")).isFalse();
  }
}
