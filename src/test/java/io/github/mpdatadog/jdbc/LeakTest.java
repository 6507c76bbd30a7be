// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.mpdatadog.it.LeakSearch;
import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Identifiers wherever SQL can carry them, on real databases: neither the spans as this room makes
 * them nor the bytes for the Agent hold one.
 */
class LeakTest {

  private static final List<String> PLANTED =
      List.of("Zwicky", "Quetzalcoatl", "078-05-1120", "8675309", "xylograph", "Bartholomew");

  private static final LeakSearch SEARCH = new LeakSearch(PLANTED);

  private static EmbeddedPostgres postgres;

  private final Traces traces = Traces.on();

  enum Product {
    H2 {
      @Override
      DataSource source() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:leak;DB_CLOSE_DELAY=-1");
        source.setUser("Bartholomew");
        source.setPassword("xylograph");
        return source;
      }
    },
    DERBY {
      @Override
      DataSource source() {
        EmbeddedDataSource source = new EmbeddedDataSource();
        source.setDatabaseName("memory:leak");
        source.setCreateDatabase("create");
        source.setUser("Bartholomew");
        return source;
      }
    },
    POSTGRESQL {
      @Override
      DataSource source() {
        return postgres.getPostgresDatabase();
      }
    };

    abstract DataSource source();
  }

  @BeforeAll
  static void startPostgres() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    postgres.close();
  }

  @AfterEach
  void close() {
    traces.close();
  }

  @ParameterizedTest
  @EnumSource
  void noIdentifierGetsOntoASpanOrIntoTheBytes(Product product) throws Exception {
    Vocabulary.shared().add(this, Kind.COLLECTION, List.of("people"));
    List<Throwable> thrown = new ArrayList<>();
    List<SpanData> spans;
    try (Connection connection = Jdbc.wrap(product.source()).getConnection()) {
      run(connection, "create table people (ssn varchar(20) primary key, name varchar(40))");
      spans =
          traces.of(
              () -> {
                // literals, comments, table and column names
                thrown.add(run(connection, "insert into people values ('078-05-1120', 'Zwicky')"));
                thrown.add(run(connection, "select * from people -- for Quetzalcoatl"));
                thrown.add(
                    run(connection, "select ssn /* Zwicky */ from people where 8675309 = 1"));
                thrown.add(run(connection, "select * from patient_8675309"));
                thrown.add(run(connection, "select \"Quetzalcoatl\" from people"));
                thrown.add(run(connection, "select ssn as Zwicky from people"));
                thrown.add(run(connection, "select 'unfinished 078-05-1120"));
                // what the database says about a key that exists
                thrown.add(run(connection, "insert into people values ('078-05-1120', 'x')"));
                thrown.add(inserted(connection, "078-05-1120", "Quetzalcoatl"));
                thrown.add(inserted(connection, "x", "Quetzalcoatl".repeat(10)));
                thrown.add(batched(connection));
                thrown.add(catchThrowable(() -> connection.prepareStatement("selec Zwicky")));
              });
    }

    assertThat(thrown.stream().filter(SQLException.class::isInstance))
        .as("errors that the database made of it")
        .hasSizeGreaterThan(5)
        .anySatisfy(t -> assertThat(t.getMessage()).containsAnyOf("078-05-1120", "Quetzalcoatl"));
    assertThat(spans).hasSizeGreaterThan(9);
    assertHoldsNone(spans.toString());
    assertHoldsNone(Traces.wire(spans));
    List<SpanData> redacted = Traces.redacted(spans);
    assertThat(redacted).hasSameSizeAs(spans);
    assertHoldsNone(redacted.toString());
    assertHoldsNone(Traces.wire(redacted));
    assertThat(Traces.wire(redacted)).contains("23505", "people");
  }

  private static void assertHoldsNone(String text) {
    // Wires are bytes in a string of Latin-1; what is not ASCII in ours is in no identifier.
    assertThat(SEARCH.in(text.getBytes(ISO_8859_1))).isEmpty();
  }

  private static Throwable run(Connection connection, String sql) {
    return catchThrowable(
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
          }
        });
  }

  private static Throwable inserted(Connection connection, String ssn, String name) {
    return catchThrowable(
        () -> {
          try (PreparedStatement insert =
              connection.prepareStatement("insert into people (ssn, name) values (?, ?)")) {
            insert.setString(1, ssn);
            insert.setString(2, name);
            insert.executeUpdate();
          }
        });
  }

  private static Throwable batched(Connection connection) {
    Throwable thrown =
        catchThrowable(
            () -> {
              try (Statement batch = connection.createStatement()) {
                batch.addBatch("insert into people values ('1', 'Zwicky')");
                batch.addBatch("insert into people values ('078-05-1120', 'Zwicky')");
                batch.executeBatch();
              }
            });
    assertThat(thrown).isInstanceOf(BatchUpdateException.class);
    return thrown;
  }
}
