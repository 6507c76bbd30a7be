// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
    "/patients/{mrn}, /patients/17/notes, true",
    "/patients/{mrn}/notes, /patients/17/notes, true",
    "/patients/{mrn}/notes, /patients/17/letters, false",
    "/patients/{mrn}/notes, /patients/17/notes/3, false",
    "/patients/{mrn}, /patients, false",
    "/, /, true"
  })
  void aParameterStandsForASegmentOrForTheRest(String template, String path, boolean matches) {
    assertThat(Templates.matches(template, path)).isEqualTo(matches);
  }
}
