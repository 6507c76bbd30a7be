// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainLiteralsTest {

  private static final int STATEMENTS = Integer.getInteger("sql.statements", 1_000_000) / 4;
  private static final long SEED = Long.getLong("sql.seed", 20_261_123L);

  /** Of the random texts most have one of these, and then nothing is emptied. */
  private static final String SELDOM_SURE = "--+|//|/\\*|[^a-z0-9 '(),;=<>+*.%|!?:\t/-]";

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      value = {
        "where name = 'Jane Roe' ~ where name = ''",
        "where name='Jane Roe'and id>8675309 ~ ",
        "where name='Jane Roe' and id>8675309 ~ where name='' and id>0",
        "values ('Roe',19.5,\t'') ~ values ('',0,\t'')",
        "where name = 'Zo\u00eb \u738b [a]{b} -- /*' ~ where name = ''",
        "where id = 7 ~ where id = 0",
        "where path = 'a\\b\\\\' ~ where path = ''",
        "where name = 'O''Brien' or name = '' ~ where name = '' or name = ''",
        "where at > date '1970-01-01' ~ where at > date ''",
        "where id in (1, -2, 3e4, 5) ~ where id in (0, -2, 3e4, 0)",
      })
  void whatStandsFreeIsEmptied(String statement, @Nullable String expected) {
    assertThat(emptied(statement)).isEqualTo(expected);
  }

  /** What is behind the first piece may be a comment, a name, or another literal to a dialect. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--",
        "/*",
        "//",
        "#",
        "\\",
        "\"",
        "`",
        "[",
        "{",
        "$",
        "&",
        "@",
        "\u00e9",
        "N'",
        "q'[",
        "'O'Brien",
        "'it\\'s'",
        "'open",
        "x'",
        "'''a'",
        "'a'''b'"
      })
  void whereDialectsMightDisagreeNothingIsEmptied(String piece) {
    assertThat(emptied("where id = 7 and name = " + piece + " 'x'")).isNull();
  }

  @Test
  void withoutLiteralsThereIsNothingToEmpty() {
    assertThat(emptied("select v1_0.id from visits v1_0 where v1_0.id = ? and x2 = :p3")).isNull();
  }

  static Stream<String> knownStatements() {
    return Stream.concat(Arrays.stream(SqlBattery.CASES), Arrays.stream(SqlCorners.CASES))
        .map(row -> row[0]);
  }

  @ParameterizedTest
  @MethodSource("knownStatements")
  void whatLiteralsHoldDoesNotCountForTheShape(String statement) {
    assertAlike(statement, SqlFixture.CLINIC);
  }

  @Test
  void whatLiteralsHoldDoesNotCountForTheShapeOfAnyStatement() {
    int emptied = 0;
    for (int i = 0; i < STATEMENTS; i++) {
      String statement = SqlGenerator.statement(SEED + i, SEED - i);
      emptied += assertAlike(statement, SqlFixture.CLINIC) ? 1 : 0;
    }
    assertThat(emptied).as("statements with plain literals").isGreaterThan(STATEMENTS / 20);
  }

  @Test
  void whatLiteralsHoldDoesNotCountForTheShapeOfTokensInAnyOrder() {
    SplittableRandom random = new SplittableRandom(SEED);
    int emptied = 0;
    for (int i = 0; i < STATEMENTS; i++) {
      String text =
          SqlDialectsTest.text(random).replaceAll(SELDOM_SURE, " ")
              + (random.nextBoolean() ? " '" : " = '")
              + SqlDialectsTest.text(random).replace("'", "")
              + "' "
              + SqlDialectsTest.text(random).replaceAll(SELDOM_SURE, " ");
      emptied += assertAlike(text, SqlDialectsTest.WORDS) ? 1 : 0;
    }
    assertThat(emptied).as("texts with plain literals").isGreaterThan(STATEMENTS / 20);
  }

  /** Gives whether there was something to empty. */
  static boolean assertAlike(String statement, SqlWords words) {
    String emptied = emptied(statement);
    if (emptied == null) {
      return false;
    }
    SqlShape expected = SqlScanner.scan(statement, words);
    SqlShape shape = SqlScanner.scan(emptied, words);
    if (!shape.equals(expected)) {
      assertThat(shape).as("%s\n%s", statement, emptied).isEqualTo(expected);
    }
    return true;
  }

  private static @Nullable String emptied(String statement) {
    byte[] to = new byte[statement.length()];
    int length = PlainLiterals.emptied(statement, to);
    return length == PlainLiterals.NONE
        ? null
        : new String(to, 0, length, StandardCharsets.US_ASCII);
  }
}
