// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The real provider discovers the source through its services file. */
class DatadogConfigSourceTest {

  private static final String KEY = "dd.api.key";

  @AfterEach
  void forget() {
    System.clearProperty(KEY);
    System.clearProperty("dd.service");
    System.clearProperty("otel.sdk.disabled");
    fresh();
  }

  private static Config fresh() {
    ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
    return ConfigProvider.getConfig();
  }

  private static ConfigSource source(Config config) {
    for (ConfigSource source : config.getConfigSources()) {
      if (source.getName().startsWith("microprofile-datadog (derived")) {
        return source;
      }
    }
    throw new AssertionError("not discovered");
  }

  @Test
  void theKeySwitchesTheSdkOnAndListsWhatTheServerLooksFor() {
    System.setProperty(KEY, "k");
    Config config = fresh();

    assertThat(source(config).getProperties())
        .containsEntry("otel.sdk.disabled", "false")
        .containsEntry("otel.traces.exporter", "datadog")
        .containsEntry("otel.logs.exporter", "none")
        .containsEntry("otel.metrics.exporter", "none");
    assertThat(config.getValue("otel.sdk.disabled", String.class)).isEqualTo("false");
  }

  @Test
  void theServiceBecomesTheSdksServiceName() {
    System.setProperty(KEY, "k");
    System.setProperty("dd.service", "claims");

    assertThat(fresh().getValue("otel.service.name", String.class)).isEqualTo("claims");
  }

  @Test
  void withoutTheKeyItSuppliesNothing() {
    Config config = fresh();

    assertThat(source(config).getProperties()).isEmpty();
    assertThat(config.getOptionalValue("otel.sdk.disabled", String.class)).isEmpty();
    assertThat(config.getPropertyNames()).noneMatch(name -> name.startsWith("otel."));
  }

  @Test
  void anExplicitSwitchInASourceAboveItWins() {
    System.setProperty(KEY, "k");
    System.setProperty("otel.sdk.disabled", "true");

    assertThat(fresh().getValue("otel.sdk.disabled", String.class)).isEqualTo("true");
  }

  @Test
  void itSitsBetweenTheApplicationsFileAndTheEnvironment() {
    assertThat(new DatadogConfigSource().getOrdinal()).isBetween(101, 299);
  }
}
