// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test has a table of its own: the fixture's is made once. */
class SqlWordsTest {

  private static SqlWords with(String... columns) {
    return new SqlWords(List.of(), List.of(), List.of(columns));
  }

  private static @Nullable SqlWord find(SqlWords words, String word) {
    return words.find(word.toCharArray(), 0, word.length());
  }

  @Test
  void everyKeywordIsFoundWithWhatItMeans() {
    SqlWords words = with();

    SqlKeywords.forEach(
        (keyword, flags) -> {
          SqlWord found = find(words, keyword);
          assertThat(found).as(keyword).isNotNull();
          assertThat(found.keyword()).isEqualTo(keyword);
          assertThat(found.own()).isNull();
          assertThat(found.is(flags)).as(keyword).isTrue();
        });
  }

  @Test
  void aWordIsFoundInAnyCaseAndWrittenInItsOwn() {
    assertThat(find(with("booked_At"), "BOOKED_aT").own()).isEqualTo("booked_At");
  }

  @Test
  void aWordIsFoundInTheMiddleOfAText() {
    assertThat(with("name").find("a.name = 1".toCharArray(), 2, 6).own()).isEqualTo("name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"booked_a", "booked_att", "booked\u007fat", "booked-at", "", "\u0142"})
  void aWordIsNotFoundByATextThatOnlyResemblesIt(String other) {
    assertThat(find(with("booked_at", "B"), other)).isNull();
  }

  @Test
  void lettersThatOnlyUnicodeTakesForAsciiOnesAreNotTheSame() {
    assertThat(find(with("kind"), "\u212aind")).isNull();
    assertThat(find(with("status"), "\u017ftatus")).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 15, 16, 17, 24, 128})
  void eachLetterOfAWordCounts(int length) {
    String word = "abcdefgh".repeat(16).substring(0, length);
    SqlWords words = with(word);

    assertThat(find(words, word.toUpperCase(Locale.ROOT)).own()).isEqualTo(word);
    assertThat(find(words, word + "a")).isNull();
    assertThat(find(words, "a" + word)).isNull();
    for (int i = 0; i < length; i++) {
      assertThat(find(words, word.substring(0, i) + "z" + word.substring(i + 1))).isNull();
    }
  }

  @Test
  void aTextIsFoundAsTheWordThatItIsAndAsNoOther() {
    SplittableRandom random = new SplittableRandom(20_261_123);
    Map<String, String> known = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      String word = "x" + text(random, "aAbB01_$ -\u00e9\u0161");
      known.putIfAbsent(lowerCaseInAscii(word), word);
    }
    SqlWords words = with(known.values().toArray(String[]::new));
    int found = 0;
    for (int i = 0; i < 1_000_000; i++) {
      String text =
          "X" + text(random, "aAbB01_$ -\u00e9\u0161\u0000\u0004\r\u0010\u0011\u007f\u0141");
      String expected = known.get(lowerCaseInAscii(text));
      SqlWord word = find(words, text);
      if (!Objects.equals(word == null ? null : word.own(), expected)) {
        assertThat(word).as(text).extracting(SqlWord::own).isEqualTo(expected);
      }
      found += word == null ? 0 : 1;
    }
    assertThat(found).isBetween(10_000, 990_000);
  }

  @Test
  void theScannerFindsAWordByTheSameKeyAsTheTable() {
    SplittableRandom random = new SplittableRandom(20_261_123);
    for (int i = 0; i < 200_000; i++) {
      SqlCursor cursor = new SqlCursor(text(random, "aAbB01_$\u00e9\u0161")) {};
      cursor.skipPlainWord();

      if (cursor.wordHigh != SqlKey.high(cursor.chars, 0, cursor.at)
          || cursor.wordLow != SqlKey.low(cursor.chars, 0, cursor.at)) {
        assertThat(cursor.text).as("has two keys").isEmpty();
      }
    }
  }

  private static String text(SplittableRandom random, String letters) {
    StringBuilder text = new StringBuilder();
    int most = random.nextBoolean() ? 3 : 20;
    for (int i = random.nextInt(most); i >= 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  private static String lowerCaseInAscii(String text) {
    return text.replace('A', 'a').replace('B', 'b').replace('X', 'x');
  }

  @Test
  void aColumnNamedLikeAKeywordIsBoth() {
    SqlWord found = find(with("Select"), "select");

    assertThat(found.keyword()).isEqualTo("SELECT");
    assertThat(found.own()).isEqualTo("Select");
    assertThat(found.is(SqlWord.VERB)).isTrue();
  }

  @Test
  void aWordIsWrittenAsTheStatementSpellsItIfCodeDoesSoSomewhere() {
    SqlWords words = with("Id", "ID", "id");

    for (String spelling : List.of("id", "ID", "Id")) {
      assertThat(find(words, spelling).own()).isEqualTo(spelling);
    }
  }

  @Test
  void aWordIsWrittenAsItsVocabularysCopyAndNeverAsTheStatements() {
    String known = new String("patient");

    assertThat(find(with("PATIENT", known), "patient").own()).isSameAs(known);
  }

  @Test
  void aWordThatNobodySpellsLikeThatHasTheSameSpellingInWhateverOrderCodeIsRead() {
    assertThat(find(with("id", "ID"), "iD").own()).isEqualTo("ID");
    assertThat(find(with("ID", "id"), "iD").own()).isEqualTo("ID");
  }

  @Test
  void ofTooManySpellingsOfAWordTheFirstAreKept() {
    String[] spellings =
        IntStream.range(0, 1 << 14)
            .mapToObj(
                bits ->
                    IntStream.range(0, 14)
                        .mapToObj(i -> (bits >> i & 1) == 0 ? "n" : "N")
                        .collect(Collectors.joining()))
            .toArray(String[]::new);
    SqlWords words = with(spellings);

    assertThat(find(words, "NNNNNNNNNNNNNN").own()).isEqualTo("NNNNNNNNNNNNNN");
    assertThat(find(words, "nnnnnnnnnnnnnn").own()).isEqualToIgnoringCase("nnnnnnnnnnnnnn");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"visit", "order line", "gr\u00f6\u00dfe", "a_name_of_more_than_16_letters"})
  void eachSpellingIsAllThatAnyOfThemIs(String name) {
    String capitals = name.replace('e', 'E').replace('i', 'I').replace('r', 'R');
    SqlWords words = new SqlWords(List.of(name), List.of(capitals), List.of(capitals));

    for (String spelling : List.of(name, capitals)) {
      SqlWord found = find(words, spelling);

      assertThat(found.own()).isEqualTo(spelling);
      assertThat(found.is(SqlWord.COLLECTION)).isTrue();
      assertThat(found.is(SqlWord.COLUMN)).isTrue();
      assertThat(found.is(SqlWord.PROCEDURE)).isTrue();
    }
  }

  @Test
  void eachSpellingOfAColumnNamedLikeAKeywordIsBoth() {
    SqlWords words = with("date", "Date");

    for (String spelling : List.of("date", "Date")) {
      assertThat(find(words, spelling).own()).isEqualTo(spelling);
      assertThat(find(words, spelling).keyword()).isEqualTo("DATE");
      assertThat(find(words, spelling).is(SqlWord.FUNCTION)).isTrue();
    }
    assertThat(find(words, "DATE").own()).isEqualTo("Date");
  }

  @Test
  void ofSpellingsThatAreNotTheStatementsThatOfATableComesFirstAndThatOfAProcedureLast() {
    SqlWords words = new SqlWords(List.of("visit"), List.of("VISIT"), List.of("Visit"));

    assertThat(find(words, "vISIT").own()).isEqualTo("visit");
    words = new SqlWords(List.of(), List.of("STATUS"), List.of("status"));
    assertThat(find(words, "Status").own()).isEqualTo("status");
  }

  @Test
  void aColumnIsNeitherTableNorProcedure() {
    SqlWord found = find(with("id"), "id");

    assertThat(found.is(SqlWord.COLLECTION)).isFalse();
    assertThat(found.is(SqlWord.PROCEDURE)).isFalse();
  }

  @Test
  void allOfManyWordsAreFound() {
    String[] many = IntStream.range(0, 20_000).mapToObj(i -> "column_" + i).toArray(String[]::new);
    SqlWords words = with(many);

    for (String word : many) {
      assertThat(find(words, word).own()).isEqualTo(word);
    }
    assertThat(find(words, "column_20000")).isNull();
    assertThat(find(words, "SELECT").keyword()).isEqualTo("SELECT");
  }

  @Test
  void allSpellingsOfManyWordsAreFound() {
    String[] many =
        IntStream.range(0, 20_000)
            .mapToObj(i -> (i % 2 == 0 ? "column_" : "Column_") + i / 2)
            .toArray(String[]::new);
    SqlWords words = with(many);

    for (String word : many) {
      assertThat(find(words, word).own()).isEqualTo(word);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"order line", "order-line", "gr\u00f6\u00dfe", "a$1", "_"})
  void aNameOfWordsIsTaken(String name) {
    assertThat(find(with(name), name).own()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " name", "-name", "na\"me", "na(me", "na,me", "na;me", "name'"})
  void aNameThatOnlyQuotesCouldHoldIsLeftOut(String name) {
    assertThat(find(with(name), name)).isNull();
  }

  @Test
  void aNameHasAtMost128Characters() {
    String longest = "n".repeat(128);

    assertThat(find(with(longest), longest)).isNotNull();
    assertThat(find(with(longest + "n"), longest + "n")).isNull();
  }
}
