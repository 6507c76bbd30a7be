// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSpanTest {

  private static final String STATEMENT =
      "select v.id from visits v where v.name = 'Jane Roe' and v.id = 8675309";

  private final Vocabulary vocabulary = new Vocabulary();
  private final Ledger ledger = new Ledger();
  private final Object application = new Object();

  SqlSpanTest() {
    vocabulary.add(application, Kind.COLLECTION, List.of("visits", "patients"));
    vocabulary.add(application, Kind.COLUMN, List.of("id", "name"));
    vocabulary.add(application, Kind.PROCEDURE, List.of("book_visit"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"db.query.text", "db.statement"})
  void aStatementLeavesAsItsShape(String key) {
    SpanData span = redacted(Policy.strict(), "db.system.name", "postgresql", key, STATEMENT);

    assertThat(text(span, key)).isEqualTo("SELECT id FROM visits WHERE name = ? AND id = ?");
    assertThat(text(span, "db.query.summary")).isEqualTo("SELECT visits");
    assertThat(text(span, "db.operation.name")).isEqualTo("SELECT");
    assertThat(text(span, "db.collection.name")).isEqualTo("visits");
    assertThat(span.getName()).isEqualTo("SELECT visits");
    assertThat(ledger.statementsReduced()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"db.system", "db.system.name"})
  void theStatementOfASystemThatIsToldInAnotherTypeIsDropped(String system) {
    Attributes attributes =
        Attributes.builder()
            .put(AttributeKey.stringArrayKey(system), List.of("neo4j"))
            .put("db.statement", "MERGE (visits) ON CREATE SET visits.name = ?")
            .build();

    assertThat(gate(Policy.strict()).redact(Spans.span(SpanKind.CLIENT, attributes).build()))
        .satisfies(span -> assertThat(span.getAttributes().isEmpty()).isTrue());
  }

  /** Instrumentations that change names send both; only one of the two may have a shape. */
  @ParameterizedTest
  @CsvSource({"db.query.text,db.statement", "db.statement,db.query.text"})
  void noneOfTwoTextsOfAnotherLanguageLeaves(String first, String second) {
    SpanData span =
        redacted(
            Policy.strict(),
            "db.system",
            "neo4j",
            first,
            "MERGE (visits) ON CREATE SET visits.name = ?",
            second,
            "{}");

    assertThat(text(span, first)).isNull();
    assertThat(text(span, "db.query.summary")).isNull();
    assertThat(ledger.attributesRemoved()).as("of texts").isEqualTo(2);
  }

  @Test
  void aTextWithoutAWordOfSqlIsDropped() {
    SpanData span = redacted(Policy.strict(), "db.system", "h2", "db.query.text", "Jane Roe");

    assertThat(span.getAttributes().get(AttributeKey.stringKey("db.query.text"))).isNull();
    assertThat(ledger.attributesRemoved()).isOne();
  }

  private SpanRedactor gate(Policy policy) {
    return new SpanRedactor(policy, vocabulary, Resource.empty(), ledger);
  }

  @Test
  void theSummaryIsMadeOfTheStatementAndNotOfWhatWasGiven() {
    SpanData span =
        redacted(
            Policy.strict(),
            "db.query.summary",
            "SELECT patients Jane",
            "db.system.name",
            "mysql",
            "db.query.text",
            "INSERT INTO visits (id) SELECT id FROM patients");

    assertThat(text(span, "db.query.summary")).isEqualTo("INSERT visits patients");
    assertThat(text(span, "db.collection.name")).isNull();
    assertThat(span.getName()).isEqualTo("INSERT visits patients");
  }

  @Test
  void withoutAStatementTheSummaryKeepsItsKnownWords() {
    SpanData span =
        redacted(
            Policy.strict(), "db.query.summary", "select VISITS Jane", "db.system.name", "mysql");

    assertThat(text(span, "db.query.summary")).isEqualTo("SELECT visits");
    assertThat(span.getName()).isEqualTo("SELECT visits");
  }

  @Test
  void theGivenOperationAndTableWinWhenTheyAreKnown() {
    SpanData span =
        redacted(
            Policy.strict(),
            "db.system",
            "mysql",
            "db.operation",
            "select",
            "db.sql.table",
            "patients",
            "db.statement",
            STATEMENT);

    assertThat(text(span, "db.operation")).isEqualTo("SELECT");
    assertThat(text(span, "db.sql.table")).isEqualTo("patients");
    assertThat(text(span, "db.operation.name")).isNull();
    assertThat(text(span, "db.collection.name")).isNull();
  }

  /** A word of the vocabulary may be data anywhere in them: {@code MERGE (visits:patients)}. */
  @ParameterizedTest
  @CsvSource({
    "memcached, delete visits",
    "elasticsearch, DELETE /patients/_doc/visits",
    "neo4j, MERGE (visits:patients)",
    "redis, SELECT visits",
    "arangodb, UPDATE \"visits\" WITH @doc IN patients"
  })
  void aStatementInAnotherLanguageIsDropped(String system, String statement) {
    SpanData last = redacted(Policy.strict(), "db.query.text", statement, "db.system.name", system);
    SpanData first =
        redacted(Policy.strict(), "db.system", system, "db.query.summary", "SELECT visits");

    for (SpanData span : List.of(last, first)) {
      assertThat(span.getAttributes().toString() + span.getName())
          .doesNotContain("visits", "patients");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET patient:8675309", "{\"find\": \"visits\"}", "Jane Roe", "", "?"})
  void aStatementWithoutAVerbIsDroppedAndCounted(String statement) {
    SpanData span =
        redacted(Policy.strict(), "db.system.name", "redis", "db.query.text", statement);

    assertThat(span.getAttributes().size()).isOne();
    assertThat(span.getName()).isEqualTo("redis");
    assertThat(ledger.attributesRemoved(RuleKind.SQL)).isOne();
    assertThat(ledger.statementsReduced()).isZero();
  }

  @Test
  void aPolicyThatDropsTheStatementGetsNothingOfItBack() {
    Policy policy = Policy.strict().dropping(Set.of("db.query.text"));

    SpanData span = redacted(policy, "db.system.name", "mysql", "db.query.text", STATEMENT);

    assertThat(span.getAttributes().size()).isOne();
    assertThat(span.getName()).isEqualTo("mysql");
  }

  @Test
  void aPolicyThatDropsTheDerivedAttributesKeepsTheStatement() {
    Policy policy =
        Policy.strict()
            .dropping(Set.of("db.query.summary", "db.operation.name", "db.collection.name"));

    SpanData span = redacted(policy, "db.system.name", "mysql", "db.query.text", STATEMENT);

    assertThat(span.getAttributes().size()).isEqualTo(2);
    assertThat(span.getName()).isEqualTo("mysql");
  }

  @Test
  void aProcedureIsNamedAndItsArgumentsAreNot() {
    SpanData span =
        redacted(
            Policy.strict(), "db.system.name", "mssql", "db.query.text", "EXEC book_visit Roe");

    assertThat(span.getName()).isEqualTo("EXEC book_visit");
    assertThat(text(span, "db.query.text")).isEqualTo("EXEC book_visit ?");
    assertThat(text(span, "db.collection.name")).isNull();
  }

  @Test
  void newWordsOfTheVocabularyShowInStatementsSeenBefore() {
    String statement = "SELECT id FROM labs";
    assertThat(shape(statement)).isEqualTo("SELECT id FROM ?");

    vocabulary.add(application, Kind.COLLECTION, List.of("labs"));

    assertThat(shape(statement)).isEqualTo("SELECT id FROM labs");
    assertThat(shape(statement)).isEqualTo("SELECT id FROM labs");
  }

  private String shape(String statement) {
    return vocabulary.sql().of(statement).text();
  }

  private SpanData redacted(Policy policy, String... keysAndValues) {
    AttributesBuilder attributes = Attributes.builder();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      attributes.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new SpanRedactor(policy, vocabulary, Resource.empty(), ledger)
        .redact(Spans.span(SpanKind.CLIENT, attributes.build()).build());
  }

  private static String text(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }
}
