// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.SettingsReader;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
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
        logged(() -> Messages.started(settings, "clinic", DIGEST + "0".repeat(52)));

    assertThat(lines).singleElement().isIn(Files.readAllLines(Path.of("README.md")));
  }

  private static List<String> logged(Runnable work) {
    List<String> lines = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("io.github.mpdatadog");
    logger.addHandler(handler);
    try {
      work.run();
    } finally {
      logger.removeHandler(handler);
    }
    return lines;
  }
}
