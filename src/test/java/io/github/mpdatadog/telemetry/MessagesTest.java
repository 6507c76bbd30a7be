// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.LogLines;
import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.SettingsReader;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a new user compares with the README. */
class MessagesTest {

  private static final String DIGEST = "5a3c91f0b2d4";

  @Test
  void theFirstLineIsTheReadmes() throws Exception {
    Map<String, String> readmes =
        Map.of(
            "dd.api.key", "key",
            "dd.service", "clinic",
            "dd.env", "production",
            "dd.version", "1.0.0");
    DatadogSettings settings =
        SettingsReader.read(
                new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(readmes, "server.env", 300))
                    .build())
            .settings();

    List<String> lines =
        LogLines.during(() -> Messages.started(settings, "clinic", DIGEST + "0".repeat(52)));

    assertThat(lines).singleElement().isIn(Files.readAllLines(Path.of("README.md")));
  }

  @Test
  void aHiddenConfigurationIsToldWhereThereIsAKey() throws Exception {
    assertThat(LogLines.during(() -> Messages.configHidden(Map.of("DD_API_KEY", "\"k\""))))
        .singleElement()
        .asString()
        .startsWith("MPDD0005W: ");
    assertThat(LogLines.during(() -> Messages.configHidden(Map.of("DD_API_KEY", "\"\""))))
        .isEmpty();
    assertThat(LogLines.during(() -> Messages.configHidden(Map.of()))).isEmpty();
  }
}
