// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {

  @ParameterizedTest(name = "{0} and {1} give {2}")
  @CsvSource({
    "/api/, patients/, /api/patients",
    "'', '', /",
    "/, /, /",
    "/, patients, /patients",
    "api, {id: \\d+}, /api/{id}",
    "api, '{id : [a-z]{2,3}}/x', /api/{id}/x"
  })
  void partsAreJoinedByOneSlashAndLoseTheirExpressions(String first, String second, String joined) {
    assertThat(Templates.join(List.of(first, second))).isEqualTo(joined);
  }

  @ParameterizedTest(name = "{0} for {1}: {2}")
  @CsvSource({
    "/patients/{mrn}, /patients/17, true",
    "/patients/{mrn}, /patients/17/, true",
    "/patients/{mrn}, /patients/17/notes, false",
    "/patients/{mrn: .+}, /patients/17/notes, true",
    "'/patients/{mrn: [A-Z]{3}}', /patients/ABC, true",
    "'/patients/{mrn: [A-Z]{3}}', /patients/17, false",
    "/patients/{mrn}/notes, /patients/17/notes, true",
    "/patients/{mrn}/notes, /patients/17/letters, false",
    "/patients/{mrn}, /patients, false",
    "/a.b/{c}-{d}, /a.b/1-2, true",
    "/a.b/{c}, /axb/1, false",
    "/, /, true"
  })
  void aTemplateMatchesAsTheServerMatchesIt(String template, String path, boolean matches) {
    assertThat(Templates.pattern(template).matcher(path).matches()).isEqualTo(matches);
  }

  @ParameterizedTest(name = "{0} before {1}")
  @CsvSource({
    "{mrn}/notes, {mrn}/{kind}",
    "{mrn}/letters, {mrn}/notes",
    "{mrn}/{kind}, {mrn}",
    "{mrn: .+}, {mrn}",
    "a/{long-name-of-a-parameter}, b"
  })
  void theOneThatSaysMoreIsTriedFirst(String first, String second) {
    assertThat(Stream.of(second, first).sorted(Templates.FIRST_TRIED))
        .containsExactly(first, second);
  }
}
