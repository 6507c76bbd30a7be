// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static io.github.mpdatadog.privacy.SqlFixture.bareShape;
import static io.github.mpdatadog.privacy.SqlFixture.foreignWord;
import static io.github.mpdatadog.privacy.SqlFixture.shape;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlShapeTest {

  record Case(String statement, String expected) {}

  static java.util.stream.Stream<Case> battery() {
    return java.util.Arrays.stream(SqlBattery.CASES).map(row -> new Case(row[0], row[1]));
  }

  @ParameterizedTest
  @MethodSource("battery")
  void reducesEveryClassOfStatementToItsShape(Case one) {
    String shape = shape(one.statement);

    assertThat(shape).isEqualTo(one.expected);
    assertThat(foreignWord(shape)).isEmpty();
    assertThat(shape.toUpperCase(Locale.ROOT)).doesNotContain("ROE", "8675309", "ZQX");
  }

  static java.util.stream.Stream<String[]> corners() {
    return java.util.Arrays.stream(SqlCorners.CASES);
  }

  @ParameterizedTest
  @MethodSource("corners")
  void theEdgesOfTheGrammarAreWhereTheyAre(
      String statement, String shape, @Nullable String summary) {
    SqlShape found = SqlScanner.scan(statement, SqlFixture.CLINIC);

    assertThat(found.text()).isEqualTo(shape);
    assertThat(found.summary()).isEqualTo(summary);
  }

  @Test
  void aStatementIsReadUpToItsHundredThousandthCharacter() {
    String longest = "SELECT id FROM visits" + " ".repeat(100_000 - 21);

    assertThat(shape(longest)).isEqualTo("SELECT id FROM visits");
    assertThat(shape(longest + " ")).isEqualTo("SELECT id FROM visits ?");
  }

  @Test
  void aNumberIsNoProcedure() {
    SqlWords words = new SqlWords(List.of(), List.of("2024"), List.of());

    assertThat(SqlScanner.scan("exec 2024", words).text()).isEqualTo("EXEC ?");
  }

  @Test
  void ofAWordThatIsCutThereNothingIsLeft() {
    String cut = "SELECT id FROM" + " ".repeat(100_000 - 20) + "visits_of_roe";

    assertThat(shape(cut)).isEqualTo("SELECT id FROM ?");
  }

  @ParameterizedTest
  @MethodSource("battery")
  void staysSafeWithoutAnyVocabulary(Case one) {
    String shape = bareShape(one.statement);

    assertThat(foreignWord(shape)).isEmpty();
    assertThat(shape).doesNotContain("visits", "name", "ROE", "Roe", "8675309");
  }

  @Test
  void anEmptyVocabularyLeavesKeywordsAndPunctuation() {
    assertThat(bareShape("SELECT * FROM visits WHERE id = 7"))
        .isEqualTo("SELECT * FROM ? WHERE ? = ?");
  }

  @Test
  void wordsLeaveInTheSpellingOfTheVocabulary() {
    assertThat(shape("select ID from PATIENTS")).isEqualTo("SELECT id FROM Patients");
  }

  /** A release that touches other code must not rename the resources of this one. */
  @Test
  void aStatementsOwnSpellingIsKeptWhateverOthersCodeHas() {
    SqlWords words =
        new SqlWords(
            List.of("Patient", "patient"), List.of("Admit", "admit"), List.of("ID", "id", "mrn"));
    String insert = "INSERT INTO patient (mrn, id) VALUES (?)";

    for (String statement :
        List.of(
            insert,
            "SELECT ID FROM Patient WHERE id IN (?)",
            "SELECT patient.id FROM \"patient\" JOIN [Patient]",
            "CALL admit(?)",
            "EXEC \"Admit\"")) {
      assertThat(SqlScanner.scan(statement, words).text())
          .isEqualTo(statement.replaceAll("[\"\\[\\]]", ""));
    }
    SqlShape shape = SqlScanner.scan(insert, words);
    assertThat(shape.summary()).isEqualTo("INSERT patient");
    assertThat(shape.collection()).isEqualTo("patient");
    assertThat(SqlScanner.scan("CALL admit(?)", words).summary()).isEqualTo("CALL admit");
  }

  @Test
  void aTableIsOneInTheSummaryHoweverItIsSpelled() {
    SqlWords words = new SqlWords(List.of("Patient", "patient"), List.of(), List.of("id"));

    SqlShape shape = SqlScanner.scan("SELECT id FROM patient UNION SELECT id FROM Patient", words);

    assertThat(shape.text()).isEqualTo("SELECT id FROM patient UNION SELECT id FROM Patient");
    assertThat(shape.summary()).isEqualTo("SELECT patient");
    assertThat(shape.collection()).isEqualTo("patient");
  }

  @Test
  void lettersThatOnlyUnicodeTakesForAsciiOnesAreNotTheSame() {
    assertThat(shape("SELECT \u017ftatus FROM visits")).isEqualTo("SELECT ? FROM visits");
    assertThat(shape("\u017fELECT id FROM visits")).isEqualTo("?");
  }

  @Test
  void theLengthOfAShapeIsBounded() {
    String wide = "SELECT " + "id + name * status, ".repeat(10_000) + "id FROM visits";

    assertThat(shape(wide).length()).isBetween(SqlText.LONGEST, SqlText.LONGEST + 200);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 5_000})
  void theNumberOfValuesAndRowsDoesNotShow(int count) {
    String in = "SELECT id FROM visits WHERE id IN (" + "?, ".repeat(count - 1) + "?)";
    String rows =
        "INSERT INTO visits (id, name) VALUES " + "(7, 'Roe'), ".repeat(count - 1) + "(8, 'Roe')";

    assertThat(shape(in)).isEqualTo("SELECT id FROM visits WHERE id IN (?)");
    assertThat(shape(rows)).isEqualTo("INSERT INTO visits (id, name) VALUES (?)");
  }
}
