// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading four times as much may take four times as long, and not sixteen times. */
class SqlTimeTest {

  private static final int SMALL = 24_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'",
        "''",
        "' ",
        "\"",
        "\" ",
        "`",
        "` ",
        "`a`",
        "[",
        "[a]",
        "]",
        "(",
        ")",
        "()",
        "(?),",
        ".",
        "a.",
        "/*",
        "/**/",
        "*/",
        "/*!",
        "--",
        "-- \n",
        "#",
        "#\n",
        "//\n",
        "$",
        "$$",
        "$a$ ",
        "$a$$b$",
        "$a",
        "q'[",
        "q'[]'",
        "{",
        "{d ''}",
        "}",
        ";",
        "; select ",
        "?",
        "?,",
        ":",
        "::a",
        "@",
        "\\",
        "1",
        "1.",
        "1e-",
        "1-a",
        "1:",
        "max ",
        "max(",
        "call ",
        "call a.",
        "id ",
        "id,",
        "Zqx ",
        "=",
        "- ",
        " ",
        "\u00e9",
        "\u202e",
        "\u0000",
        "from visits,",
        "'a' and ",
        "values (?),",
        "a&#a",
        "a&",
        "a = 1, ",
        "\"a\".\"b\" ",
        "visits.\"id\" = \"a\" ",
        "id*",
        "id* ",
        "a-",
        "a/a",
        "set a = 1,",
        "interval '1' "
      })
  void timeIsLinearInTheLengthOfHostileText(String piece) {
    String small = statement(piece, SMALL);
    String large = statement(piece, 4 * SMALL);
    time(large);
    long fourfold = Long.MAX_VALUE;
    long once = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      once = Math.min(once, time(small));
      fourfold = Math.min(fourfold, time(large));
    }
    // Quadratic time would take 16 times as long, and seconds for the larger one.
    assertThat(fourfold).isLessThan(Math.max(10 * once, 250_000_000L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'", ".", "/*", "a ", "(", "$a$ ", "'' and "})
  void aMegabyteIsReadAtMostUpToTheLimit(String piece) {
    String statement = statement(piece, 1 << 20);
    time(statement);

    assertThat(time(statement)).isLessThan(500_000_000L);
    assertThat(SqlFixture.shape(statement).length()).isLessThan(SqlText.LONGEST + 200);
  }

  private static String statement(String piece, int length) {
    return "select " + piece.repeat(length / piece.length());
  }

  private static long time(String statement) {
    long start = System.nanoTime();
    SqlScanner.scan(statement, SqlFixture.CLINIC);
    return System.nanoTime() - start;
  }
}
