// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keeps microprofile-config.properties.example and the README's table in step with the code. */
class ExampleFileTest {

  private static final Path EXAMPLE = Path.of("microprofile-config.properties.example");

  @ParameterizedTest
  @EnumSource
  void everyPropertyStandsInTheExampleWithReasonEnvironmentNameAndDefault(Property property)
      throws IOException {
    List<String> lines = Files.readAllLines(EXAMPLE);
    int at = lines.indexOf("#" + property.key() + "=" + property.defaultValue());

    assertThat(at).as("line #%s=%s", property.key(), property.defaultValue()).isPositive();
    assertThat(lines.get(at - 1))
        .isEqualTo("# " + property.reason() + " [" + property.environmentName() + "]");
  }

  @Test
  void theExampleNamesNoPropertyThatTheCodeDoesNotKnow() throws IOException {
    List<String> keys = List.of(Property.values()).stream().map(Property::key).toList();

    assertThat(Files.readAllLines(EXAMPLE))
        .filteredOn(line -> line.matches("#dd\\..*=.*"))
        .extracting(line -> line.substring(1, line.indexOf('=')))
        .containsExactlyElementsOf(keys);
  }

  @ParameterizedTest
  @EnumSource
  void everyPropertyStandsInTheReadme(Property property) throws IOException {
    assertThat(Files.readString(Path.of("README.md"))).contains("| `" + property.key() + "` |");
  }
}
