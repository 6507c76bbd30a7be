// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "foo, foo, true",
    "Foo, fOO, true",
    "fo*, foo, true",
    "f??, foo, true",
    "?o*, foo, true",
    "???, foo, true",
    "*, foo, true",
    "**, foo, true",
    "*, '', true",
    "'', '', true",
    "'', foo, false",
    "fo, foo, false",
    "foo?, foo, false",
    "f*o, foobar, false",
    "*bar*, foobarbaz, true",
    "a*b*c, aXbXbXc, true",
    "a*b*c, aXbXbX, false",
    "[abc], [abc], true",
    "[abc], a, false",
    "'^(foo|bar)[]\\$', '^(foo|bar)[]\\$', true",
    "web.*, webX1, false",
    "İZMİR*, İzmir ward, true",
    "a?c, a😀c, true",
    "a??c, a😀c, false"
  })
  void starIsAnyTextAndQuestionMarkOneCharacterAndNothingElseMeansAnything(
      String glob, String text, boolean matches) {
    assertThat(new Glob(glob).matches(text)).isEqualTo(matches);
  }

  @Test
  void aHostileTextCostsNoMoreThanItsLengthTimesThatOfThePattern() {
    Glob glob = new Glob("*a".repeat(50) + "b");
    String text = "a".repeat(100_000);

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(glob.matches(text)).isFalse());
  }
}
