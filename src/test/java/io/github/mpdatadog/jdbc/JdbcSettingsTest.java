// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.NoConfiguration;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the process says is read as MicroProfile Config reads it. */
class JdbcSettingsTest {

  private final Traces traces = Traces.on();

  @AfterEach
  void close() {
    ConfigProviderResolver.setInstance(null);
    traces.close();
  }

  @ParameterizedTest
  @CsvSource({
    "dd.trace.enabled, 0, false",
    "dd.trace.enabled, FALSE, false",
    "dd.trace.enabled, ' false ', false",
    "dd.trace.enabled, flase, false",
    "dd.trace.enabled, 1, true",
    "dd.trace.enabled, ' ', true",
    "dd.trace.jdbc.enabled, 0, false",
    "dd.trace.jdbc.enabled, flase, false",
    "dd.trace.jdbc.enabled, True, true",
    "dd.trace.jdbc.enabled, '', true",
    "dd.api.key, \"key\", true",
    "dd.api.key, \"\", false",
    "dd.api.key, ' \" \" ', false",
    "dd.api.key, '''''', false",
    "dd.trace.enabled, \"false\", false",
    "dd.trace.enabled, \"true\", true",
    "dd.trace.enabled, '''true''', true",
    "dd.trace.enabled, \"\", true",
    "dd.trace.enabled, \"true\"\", false",
    "dd.trace.enabled, '\"true''', false",
    "dd.trace.jdbc.enabled, ' \" true \" ', true",
    "dd.trace.jdbc.enabled, '''false''', false",
  })
  void aSwitchMeansTheSameOnAServerInTheDriverAndInAPlainProgram(
      String property, String text, boolean on) {
    Traces.set(property, text);

    assertThat(JdbcSettings.read().enabled()).as("with configuration").isEqualTo(on);
    assertThat(JdbcSettings.isOnForDriver()).as("for the driver").isEqualTo(on);

    ConfigProviderResolver.setInstance(new NoConfiguration());
    assertThat(JdbcSettings.read().enabled()).as("without configuration").isEqualTo(on);
    assertThat(JdbcSettings.isOnForDriver()).as("for the driver").isEqualTo(on);
  }

  @ParameterizedTest
  @CsvSource({
    "1, true",
    "TRUE, true",
    "0, false",
    "ture, false",
    "'', false",
    "\"true\", true",
    "'''1''', true",
    "\"\", false"
  })
  void soDoesTheOneForRootSpans(String text, boolean on) {
    Traces.set("dd.trace.jdbc.root-spans", text);
    assertThat(JdbcSettings.read().rootSpans()).as("with configuration").isEqualTo(on);

    ConfigProviderResolver.setInstance(new NoConfiguration());
    assertThat(JdbcSettings.read().rootSpans()).as("without configuration").isEqualTo(on);
  }
}
