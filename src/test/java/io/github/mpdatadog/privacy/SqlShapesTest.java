// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SqlShapesTest {

  private final SqlShapes shapes = new SqlShapes(SqlFixture.CLINIC);

  @Test
  void aStatementSeenBeforeIsAnsweredWithTheSameObject() {
    String statement = "SELECT id FROM visits WHERE name = 'Jane Roe'";

    SqlShape first = shapes.of(statement);

    assertThat(shapes.of(new String(statement.toCharArray()))).isSameAs(first);
  }

  @Test
  void aStatementThatDiffersInItsLiteralsOnlyIsAnsweredWithTheSameObject() {
    SqlShape first = shapes.of("SELECT id FROM visits WHERE name = 'Jane Roe' AND id > 7");

    assertThat(shapes.of("SELECT id FROM visits WHERE name = 'Zo\u00eb' AND id > 8675309"))
        .isSameAs(first);
    assertThat(shapes.of("SELECT id FROM visits WHERE name = 'O'Brien' AND id > 7"))
        .isEqualTo(
            SqlScanner.scan(
                "SELECT id FROM visits WHERE name = 'O'Brien' AND id > 7", SqlFixture.CLINIC));
  }

  @Test
  void statementsThatDifferInTheirSpellingOnlyAreAnsweredEachInItsOwn() {
    SqlShapes shapes =
        new SqlShapes(new SqlWords(List.of("Patient", "patient"), List.of(), List.of("ID", "id")));

    for (String literal : List.of("", " WHERE id > 7", " WHERE id = 'Roe'")) {
      assertThat(shapes.of("SELECT id FROM patient" + literal).text())
          .startsWith("SELECT id FROM patient");
      assertThat(shapes.of("SELECT ID FROM Patient" + literal).text())
          .startsWith("SELECT ID FROM Patient");
    }
    assertThat(shapes.summary("SELECT patient")).isEqualTo("SELECT patient");
    assertThat(shapes.summary("SELECT Patient")).isEqualTo("SELECT Patient");
    assertThat(shapes.summary("SELECT PATIENT")).isEqualTo("SELECT Patient");
  }

  @Test
  void aStatementIsNotKeptAliveByTheCache() throws InterruptedException {
    WeakReference<String> gone = new WeakReference<>(seenAndForgotten());

    for (int i = 0; i < 50 && !gone.refersTo(null); i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(gone.refersTo(null)).isTrue();
  }

  private String seenAndForgotten() {
    String statement = "SELECT id FROM visits WHERE name = '".concat("Jane Roe'");
    shapes.of(statement);
    return statement;
  }

  @Test
  void everyAnswerIsThatOfTheStatementHoweverFullTheCacheIs() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 20_000; i++) {
        String statement = "SELECT id FROM visits LIMIT 1" + " OFFSET 1".repeat(i % 7) + " -- " + i;
        assertThat(shapes.of(statement)).isEqualTo(SqlScanner.scan(statement, SqlFixture.CLINIC));
      }
    }
  }

  @Test
  void statementsWithTheirDataInThemDriveOutNoOthers() {
    String other = "SELECT name FROM visits";
    SqlShape first = shapes.of(other);

    for (int i = 0; i < 20_000; i++) {
      shapes.of("SELECT id FROM visits WHERE name = 'Roe " + i + "' AND id > " + i);
    }
    assertThat(shapes.of(new String(other.toCharArray()))).isSameAs(first);
  }

  @Test
  void aStatementTooLongToHashIsAnsweredAllTheSame() {
    String statement = "SELECT id FROM visits WHERE name = '" + "x".repeat(50_000) + "'";

    assertThat(shapes.of(statement).text()).isEqualTo("SELECT id FROM visits WHERE name = ?");
  }

  @Test
  void theHashTellsEveryPositionAndLengthApart() {
    Set<StatementHash> hashes = new HashSet<>();
    int made = 0;
    for (int length = 0; length < 130; length++) {
      String blank = "\u0000".repeat(length);
      hashes.add(StatementHash.of(blank));
      made++;
      for (int i = 0; i < length; i++) {
        for (char c : new char[] {'a', 'b', '\u00e9', '\u0141', '\u5141'}) {
          hashes.add(StatementHash.of(blank.substring(0, i) + c + blank.substring(i + 1)));
          made++;
        }
      }
    }
    assertThat(hashes).hasSize(made);
  }

  @Test
  void eachHalfOfTheHashIsSpreadOutByItself() {
    Random random = new Random(7);
    Set<Long> first = new HashSet<>();
    Set<Long> second = new HashSet<>();
    Set<Integer> slots = new HashSet<>();
    for (int i = 0; i < 200_000; i++) {
      StatementHash hash = StatementHash.of("SELECT " + i + " FROM visits " + random.nextInt(4));
      first.add(hash.first());
      second.add(hash.second());
      slots.add((int) hash.first() & SqlShapes.SLOTS - 1);
    }
    assertThat(first).hasSize(200_000);
    assertThat(second).hasSize(200_000);
    assertThat(slots).hasSize(SqlShapes.SLOTS);
  }

  @Test
  void ofAGivenSummaryOnlyOperationsAndTablesAreKept() {
    SqlShapes shapes = new SqlShapes(SqlFixture.CLINIC);

    assertThat(shapes.summary("SELECT visits roe")).isEqualTo("SELECT visits");
    assertThat(shapes.summary("select visits UPDATE patients"))
        .isEqualTo("SELECT visits UPDATE Patients");
    assertThat(shapes.summary("EXEC book_visit")).isEqualTo("EXEC book_visit");
    assertThat(shapes.summary("SELECT book_visit")).as("a procedure").isEqualTo("SELECT");
    assertThat(shapes.summary("SELECT visits name")).as("a column").isEqualTo("SELECT visits");
    assertThat(shapes.summary("visits of patients")).as("a sentence").isNull();
    assertThat(shapes.summary("")).isNull();
    assertThat(shapes.summary("SELECT visits 'of patients'"))
        .as("a text")
        .isEqualTo("SELECT visits");
    assertThat(shapes.summary("SELECT visits WHERE patients"))
        .as("a statement")
        .isEqualTo("SELECT visits");
    assertThat(shapes.summary("SELECT * FROM visits")).as("a statement").isEqualTo("SELECT");
  }
}
