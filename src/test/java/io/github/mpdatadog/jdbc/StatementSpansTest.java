// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static io.github.mpdatadog.jdbc.Traces.number;
import static io.github.mpdatadog.jdbc.Traces.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which spans the calls of JDBC make, on H2. */
class StatementSpansTest {

  private final Traces traces = Traces.on("jdbc:h2:mem:clinic");
  private final JdbcDataSource bare = new JdbcDataSource();
  private DataSource source;
  private Connection connection;

  @BeforeEach
  void openClinic() throws SQLException {
    Vocabulary.shared().add(this, Kind.COLLECTION, List.of("patients", "visits"));
    bare.setURL("jdbc:h2:mem:clinic");
    source = Jdbc.wrap(bare);
    connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table patients (id int auto_increment primary key, name varchar)");
      statement.execute("create table visits (id int)");
    }
  }

  @AfterEach
  void close() throws SQLException {
    connection.createStatement().execute("shutdown");
    traces.close();
  }

  private SpanData only(Traces.Work work) throws Exception {
    List<SpanData> spans = traces.of(work);
    assertThat(spans).hasSize(1);
    return spans.get(0);
  }

  @Test
  void aStatementIsAClientSpanWithTheShapeOfItsText() throws Exception {
    SpanData span =
        only(
            () ->
                connection
                    .createStatement()
                    .executeQuery("select * from patients where name = 'Jane Roe'"));

    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getName()).isEqualTo("SELECT patients");
    assertThat(text(span, "db.system.name")).isEqualTo("h2database");
    assertThat(text(span, "db.namespace")).isEqualTo("clinic");
    assertThat(text(span, "db.query.text")).contains("patients").doesNotContain("Jane", "Roe", "'");
    assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("io.github.mpdatadog.jdbc");
  }

  @Test
  void aSpanIsAChildOfTheCurrentSpanAndEndsBeforeRowsAreRead() throws Exception {
    Span[] parent = new Span[1];
    SpanData span =
        only(
            () -> {
              parent[0] = Span.current();
              ResultSet rows = connection.createStatement().executeQuery("select * from patients");
              assertThat(traces.finished()).hasSize(1);
              rows.next();
            });

    assertThat(span.getParentSpanId()).isEqualTo(parent[0].getSpanContext().getSpanId());
  }

  @Test
  void aPreparedStatementIsASpanForEachExecution() throws Exception {
    List<SpanData> spans =
        traces.of(
            () -> {
              PreparedStatement insert =
                  connection.prepareStatement("insert into patients (name) values (?)");
              for (String name : List.of("Jane Roe", "John Doe")) {
                insert.setString(1, name);
                insert.executeUpdate();
              }
            });

    assertThat(spans).extracting(SpanData::getName).containsOnly("INSERT patients").hasSize(2);
    assertThat(number(spans.get(0), "db.response.affected_rows")).isEqualTo(1);
  }

  @Test
  void changedRowsAreCountedAsAPowerOfTwo() throws Exception {
    SpanData span =
        only(
            () ->
                connection
                    .createStatement()
                    .executeLargeUpdate("insert into visits select x from system_range(1, 100)"));

    assertThat(number(span, "db.response.affected_rows")).isEqualTo(64);
  }

  @Test
  void aCalledProcedureIsASpan() throws Exception {
    SpanData span = only(() -> connection.prepareCall("call abs(-8675309)").execute());

    assertThat(span.getName()).startsWith("CALL");
    assertThat(text(span, "db.query.text")).doesNotContain("8675309");
  }

  @Test
  void aPreparedBatchIsOneSpanWithItsSize() throws Exception {
    SpanData span =
        only(
            () -> {
              PreparedStatement insert =
                  connection.prepareStatement("insert into patients (name) values (?)");
              for (int i = 0; i < 5; i++) {
                insert.setString(1, "patient " + i);
                insert.addBatch();
              }
              insert.executeBatch();
            });

    assertThat(span.getName()).isEqualTo("INSERT patients");
    assertThat(number(span, "db.operation.batch.size")).isEqualTo(4);
    assertThat(number(span, "db.response.affected_rows")).isEqualTo(4);
  }

  @Test
  void aBatchOfDifferentStatementsHoldsTheShapeOfEach() throws Exception {
    SpanData span =
        only(
            () -> {
              Statement batch = connection.createStatement();
              batch.addBatch("insert into patients (name) values ('Jane Roe')");
              batch.addBatch("insert into visits values (8675309)");
              batch.executeLargeBatch();
            });

    assertThat(span.getName()).isEqualTo("BATCH");
    assertThat(text(span, "db.operation.name")).isEqualTo("BATCH");
    assertThat(text(span, "db.query.text"))
        .contains("patients", "; ", "visits")
        .doesNotContain("Jane", "8675309");
  }

  @Test
  void aClearedBatchIsForgotten() throws Exception {
    SpanData span =
        only(
            () -> {
              Statement batch = connection.createStatement();
              batch.addBatch("insert into patients (name) values ('Jane Roe')");
              batch.clearBatch();
              batch.addBatch("insert into visits values (1)");
              batch.executeBatch();
            });

    assertThat(span.getName()).isEqualTo("INSERT visits");
    assertThat(number(span, "db.operation.batch.size")).isNull();
  }

  @Test
  void generatedKeysBelongToTheTracedStatement() throws Exception {
    Statement insert = connection.createStatement();

    insert.execute("insert into patients (name) values ('x')", Statement.RETURN_GENERATED_KEYS);
    ResultSet keys = insert.getGeneratedKeys();

    assertThat(keys.next()).isTrue();
    assertThat(keys.getStatement() == insert || keys.getStatement() == null).isTrue();
  }

  @Test
  void theEndOfATransactionIsASpan() throws Exception {
    connection.setAutoCommit(false);

    List<SpanData> spans =
        traces.of(
            () -> {
              connection.rollback(connection.setSavepoint());
              connection.commit();
              connection.rollback();
            });

    assertThat(spans)
        .extracting(span -> text(span, "db.operation.name"))
        .containsExactly("ROLLBACK", "COMMIT", "ROLLBACK");
  }

  @Test
  void openingAConnectionIsASpan() throws Exception {
    SpanData span = only(() -> source.getConnection().close());

    assertThat(span.getName()).isEqualTo("CONNECT");
    assertThat(text(span, "db.system.name")).isEqualTo("h2database");
  }

  @Test
  void theFirstConnectionTellsItsDatabaseToo() throws Exception {
    SpanData span = only(() -> Jdbc.wrap(bare).getConnection().close());

    assertThat(text(span, "db.namespace")).isEqualTo("clinic");
  }

  @Test
  void anErrorMarksTheSpanWithItsCodesAndItsClass() throws Exception {
    Throwable[] thrown = new Throwable[1];
    SpanData span =
        only(
            () ->
                thrown[0] =
                    catchThrowable(
                        () -> connection.createStatement().execute("select * from jane_roe")));

    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getStatus().getDescription()).isEmpty();
    assertThat(span.getEvents()).isEmpty();
    assertThat(text(span, "error.type")).isEqualTo(thrown[0].getClass().getName());
    assertThat(text(span, "db.response.status_code")).isEqualTo("42S02");
    assertThat(number(span, "db.response.vendor_code")).isEqualTo(42_102);
  }

  @Test
  void theGateKeepsAllOfIt() throws Exception {
    List<SpanData> spans =
        Traces.redacted(
            traces.of(
                () ->
                    catchThrowable(
                        () ->
                            connection
                                .createStatement()
                                .execute("insert into patients (id, id) values (1, 2)"))));

    SpanData span = spans.get(0);
    assertThat(span.getName()).isEqualTo("INSERT patients");
    assertThat(text(span, "db.namespace")).isEqualTo("clinic");
    assertThat(text(span, "db.query.summary")).isEqualTo("INSERT patients");
    assertThat(text(span, "db.response.status_code")).isEqualTo("42S21");
    assertThat(number(span, "db.response.vendor_code")).isEqualTo(42_121);
    assertThat(text(span, "error.type")).startsWith("org.h2.jdbc.");
    assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("io.github.mpdatadog.jdbc");
  }

  @Test
  void theSpanIsCurrentWhileTheDriverWorks() throws Exception {
    connection
        .createStatement()
        .execute("create alias current_span for '" + CurrentSpan.class.getName() + ".id'");
    String[] seen = new String[1];

    SpanData span =
        only(
            () -> {
              ResultSet rows = connection.createStatement().executeQuery("select current_span()");
              rows.next();
              seen[0] = rows.getString(1);
            });

    assertThat(seen[0]).isEqualTo(span.getSpanId());
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
  }

  /** Called by the database. */
  public static final class CurrentSpan {
    public static String id() {
      return Span.current().getSpanContext().getSpanId();
    }
  }

  @Test
  void withoutATraceThereIsNoSpan() throws Exception {
    assertThat(traces.withoutParent(() -> connection.createStatement().execute("select 1")))
        .isEmpty();
  }

  @Test
  void rootSpansAreMadeWhereAskedFor() throws Exception {
    Traces.set("dd.trace.jdbc.root-spans", "true");

    assertThat(traces.withoutParent(() -> connection.createStatement().execute("select 1")))
        .hasSize(1);
  }

  @Test
  void aTraceThatIsNotRecordedGetsNoSpanEvenThen() throws Exception {
    Traces.set("dd.trace.jdbc.root-spans", "true");
    Span notRecorded = Span.wrap(traces.of(() -> connection.commit()).get(0).getSpanContext());

    assertThat(
            traces.withoutParent(
                () -> {
                  Scope scope = notRecorded.makeCurrent();
                  try {
                    connection.createStatement().execute("select 1");
                  } finally {
                    scope.close();
                  }
                }))
        .isEmpty();
  }

  @Test
  void switchedOffNothingIsWrapped() {
    Traces.set("dd.trace.jdbc.enabled", "false");

    assertThat(Jdbc.wrap(bare)).isSameAs(bare);
  }

  @Test
  void otherThreadsContinueTheTraceTheyWereGiven() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      SpanData span =
          only(
              () ->
                  CompletableFuture.runAsync(
                          Context.current().wrap(() -> execute("select count(*) from patients")),
                          other)
                      .get());

      assertThat(span.getName()).isEqualTo("SELECT patients");
    } finally {
      other.shutdownNow();
    }
  }

  private void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
