// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Keeps microprofile-config.properties.example and the tables of the pages in step with the code.
 */
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

  @Test
  void settingsOfDdJavaAgentAreCalledTheSameWhereTheyExistHereAndOnlyThere() throws IOException {
    Set<String> ours =
        Stream.of(Property.values()).map(Property::environmentName).collect(Collectors.toSet());
    for (String row : Files.readAllLines(Path.of("MIGRATING.md"))) {
      String[] cells = row.split("\\|", -1);
      boolean setting = cells.length > 3 && cells[1].strip().startsWith("`DD_");
      for (String name : setting ? names(cells[1]) : List.<String>of()) {
        assertThat(ours.contains(name)).as(row).isEqualTo(cells[2].strip().equals("same"));
      }
    }
  }

  private static List<String> names(String cell) {
    return Pattern.compile("DD_\\w+").matcher(cell).results().map(MatchResult::group).toList();
  }
}
