// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static io.github.mpdatadog.jdbc.Traces.number;
import static io.github.mpdatadog.jdbc.Traces.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.mpdatadog.it.LeakSearch;
import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A real MariaDB behind its own driver and behind MySQL's, in a program without a server. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class MariaDbTest {

  private static final String PASSWORD = "xylograph";

  private static final LeakSearch SEARCH =
      new LeakSearch(
          List.of("Zwicky", "Quetzalcoatl", "123-45-6789", "8675309", PASSWORD, "Bartholomew"));

  /** What this dialect reads in another way than others do, with an identifier in each. */
  private static final List<String> TRAPS =
      List.of(
          "select name from people where name = 'it\\'s Zwicky' or ssn = '123-45-6789'",
          "select name from people where name = 'it''s Zwicky\\\\' or ssn = '123-45-6789'",
          "select name from people where name = \"Zwicky\" or name = \"a \\\"Quetzalcoatl\\\"\"",
          "select \"Zwicky\" \"Quetzalcoatl\" 'Bartholomew'",
          "select name from people # where Zwicky is 8675309",
          "select name from people -- where Zwicky is 8675309\nwhere 1 = 1",
          "select 5--8675309, 5 --8675309\n",
          "select name /*! , 'Zwicky' */ from people",
          "select name /*!50000 , 'Zwicky' */ /*M!100000 , 8675309 */ from people",
          "select name /* 'a */ from people where name = 'Zwicky /* ' or ssn = '*/ 123-45-6789'",
          "select `ssn` as `Zwicky` from `people` where `name` = 'Quetzalcoatl'",
          "select `Quetza``lcoatl`, `Quetzalcoatl` from people",
          "select _utf8mb4'Zwicky', N'Quetzalcoatl', x'5A7769636B79', 0x5A7769636B79, b'1'",
          "select @zwicky := '123-45-6789', @`Quetzalcoatl` := 8675309",
          "set @Zwicky = '123-45-6789'",
          "select date'2001-02-03', timestamp'2001-02-03 04:05:06', interval 8675309 day + now()",
          "insert into people set ssn = '123-45-6789', name = 'Zwicky'",
          "insert into people values ('x', 'y') on duplicate key update name = 'Zwicky'",
          "insert ignore into people values ('123-45-6789', 'Zwicky')",
          "replace into people values ('x', 'Quetzalcoatl') returning name",
          "insert into people (ssn, name) values ('123-45-6789', \"Zwicky\")",
          "execute immediate 'select ''Zwicky'''",
          "prepare later from 'select name from people where ssn = ''123-45-6789'''",
          "signal sqlstate '45000' set message_text = 'Zwicky 8675309'",
          "call found('Zwicky', @n)",
          "do '123-45-6789'",
          "handler people open as Zwicky",
          "show tables like 'Zwicky'",
          "explain select name from people where name = 'Zwicky'",
          "create user Bartholomew identified by 'xylograph'",
          "load data local infile 'Zwicky.csv' into table people",
          "select name from people into outfile '/no/Zwicky'",
          "select * from patient_8675309",
          "select name from records.people, Zwicky.people",
          "selec Zwicky from people where ssn = '123-45-6789",
          "{ call found('Zwicky', @n) }",
          "select name from people where name like '%Zwicky|%' escape '|' limit 8675309",
          "select json_value('{\"name\": \"Zwicky\"}', '$.name')",
          "with Zwicky as (select 8675309) select * from Zwicky",
          "begin not atomic declare Zwicky int default 8675309; end");

  private static MariaDbServer server;

  private final Traces traces = Traces.on("jdbc:mariadb:" + server.address());

  enum Driver {
    MARIADB("mariadb", org.mariadb.jdbc.Connection.class, org.mariadb.jdbc.Statement.class),
    MYSQL("mysql", com.mysql.cj.jdbc.JdbcConnection.class, com.mysql.cj.jdbc.JdbcStatement.class);

    private final String protocol;
    private final Class<?> ofConnection;
    private final Class<?> ofStatement;

    Driver(String protocol, Class<?> ofConnection, Class<?> ofStatement) {
      this.protocol = protocol;
      this.ofConnection = ofConnection;
      this.ofStatement = ofStatement;
    }

    Connection open() throws SQLException {
      return open("");
    }

    Connection open(String parameters) throws SQLException {
      String url = "jdbc:datadog:" + protocol + ":" + server.address();
      return DriverManager.getConnection(
          url + "?user=app&password=" + PASSWORD + "&openTelemetry=DISABLED" + parameters);
    }
  }

  @BeforeAll
  static void startMariaDb() throws Exception {
    server = new MariaDbServer(PASSWORD);
    try (Connection connection = Driver.MARIADB.open();
        Statement statement = connection.createStatement()) {
      statement.execute("create table people (ssn varchar(20) primary key, name varchar(20))");
      statement.execute("create table visits (id int auto_increment primary key, note text)");
      statement.execute(
          "create procedure found(in wanted text, out n int)"
              + " select count(*) into n from people where name = wanted");
    }
  }

  @AfterAll
  static void stopMariaDb() throws IOException {
    server.close();
  }

  @AfterEach
  void close() {
    traces.close();
  }

  private static Throwable run(Connection connection, String sql) {
    return catchThrowable(
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfStatementIsASpan(Driver driver) throws Exception {
    Vocabulary.shared().add(this, Kind.COLLECTION, List.of("people", "visits"));
    List<SpanData> spans =
        traces.of(
            () -> {
              try (Connection connection = driver.open()) {
                connection.setAutoCommit(false);
                assertThat(run(connection, "delete from visits")).isNull();
                assertThat(generatedKey(connection)).isPositive();
                assertThat(batched(connection)).hasSize(3);
                assertThat(called(connection)).isZero();
                connection.commit();
              }
            });

    assertThat(spans)
        .extracting(SpanData::getName)
        .containsExactly(
            "CONNECT", "DELETE visits", "INSERT visits", "INSERT visits", "CALL", "COMMIT");
    assertThat(spans)
        .allSatisfy(
            span -> {
              assertThat(text(span, "db.system.name")).isEqualTo(driver.protocol);
              assertThat(text(span, "db.namespace")).isEqualTo("records");
              assertThat(text(span, "server.address")).isEqualTo("127.0.0.1");
              assertThat(number(span, "server.port")).isEqualTo(server.port());
            });
    assertThat(number(spans.get(2), "db.response.affected_rows")).isEqualTo(1);
    assertThat(number(spans.get(3), "db.operation.batch.size")).isEqualTo(2);
    assertThat(Traces.redacted(spans)).hasSameSizeAs(spans);
  }

  private static int generatedKey(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into visits (note) values (?)", Statement.RETURN_GENERATED_KEYS)) {
      insert.setString(1, "Zwicky");
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        assertThat(keys.next()).isTrue();
        return keys.getInt(1);
      }
    }
  }

  private static int[] batched(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into visits (note) values (?)")) {
      for (String note : List.of("Zwicky", "Quetzalcoatl", "123-45-6789")) {
        insert.setString(1, note);
        insert.addBatch();
      }
      return insert.executeBatch();
    }
  }

  private static int called(Connection connection) throws SQLException {
    try (CallableStatement call = connection.prepareCall("{call found(?, ?)}")) {
      call.setString(1, "Quetzalcoatl");
      call.registerOutParameter(2, Types.INTEGER);
      call.execute();
      return call.getInt(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDriversOwnTypesAreReached(Driver driver) throws Exception {
    try (Connection connection = driver.open();
        Statement statement = connection.createStatement()) {
      assertThat(connection.isWrapperFor(driver.ofConnection)).isTrue();
      assertThat(connection.unwrap(driver.ofConnection)).isInstanceOf(driver.ofConnection);
      assertThat(statement.isWrapperFor(driver.ofStatement)).isTrue();
      assertThat(statement.unwrap(driver.ofStatement)).isInstanceOf(driver.ofStatement);
      assertThat(connection.isValid(5)).isTrue();
      assertThat(statement.getConnection()).isSameAs(connection);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeyThatExistsIsAnErrorWithoutTheKey(Driver driver) throws Exception {
    Throwable[] thrown = new Throwable[1];
    List<SpanData> spans;
    try (Connection connection = driver.open()) {
      run(connection, "insert into people values ('123-45-6789', 'Zwicky')");
      spans =
          traces.of(
              () -> thrown[0] = run(connection, "insert into people values ('123-45-6789', 'x')"));
    }

    assertThat(thrown[0])
        .isInstanceOf(SQLIntegrityConstraintViolationException.class)
        .hasMessageContaining("Duplicate entry '123-45-6789' for key");
    SpanData span = spans.get(0);
    assertThat(text(span, "error.type")).isEqualTo(thrown[0].getClass().getName());
    assertThat(text(span, "db.response.status_code")).isEqualTo("23000");
    assertThat(number(span, "db.response.vendor_code")).isEqualTo(1062);
    assertHoldsNone(spans);
  }

  /** The same characters end a literal in one mode of the server and not in another. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "MARIADB; ''",
        "MARIADB; ANSI_QUOTES,NO_BACKSLASH_ESCAPES",
        "MARIADB; ORACLE",
        "MYSQL; ''",
        "MYSQL; ANSI_QUOTES"
      })
  void noIdentifierLeavesByWhatThisDialectReadsInItsOwnWay(Driver driver, String mode)
      throws Exception {
    Vocabulary.shared().add(this, Kind.COLLECTION, List.of("people", "visits"));
    Vocabulary.shared().add(this, Kind.COLUMN, List.of("ssn", "name", "note"));
    List<Throwable> thrown = new ArrayList<>();
    List<SpanData> spans =
        traces.of(
            () -> {
              try (Connection connection = driver.open("&allowMultiQueries=true")) {
                run(connection, "set sql_mode = '" + mode + "'");
                for (String trap : TRAPS) {
                  thrown.add(run(connection, trap));
                  thrown.add(prepared(connection, trap));
                }
                thrown.add(run(connection, String.join(";\n", TRAPS.subList(0, 4))));
                thrown.add(batchedTogether(connection));
              }
            });

    assertThat(thrown)
        .as("errors that hold what was planted")
        .anySatisfy(t -> assertThat(t).hasMessageContaining("Duplicate entry '123-45-6789'"))
        .anySatisfy(t -> assertThat(t).hasMessageContaining("8675309"))
        .anySatisfy(t -> assertThat(t).isInstanceOf(BatchUpdateException.class));
    assertThat(thrown).as("statements that the database took").contains((Throwable) null);
    assertThat(spans).hasSizeGreaterThan(TRAPS.size());
    assertHoldsNone(spans);
    assertThat(Traces.wire(Traces.redacted(spans))).contains("people", "ssn", "23000");
  }

  private static Throwable prepared(Connection connection, String sql) {
    return catchThrowable(
        () -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
          }
        });
  }

  private static Throwable batchedTogether(Connection connection) {
    return catchThrowable(
        () -> {
          try (Statement batch = connection.createStatement()) {
            batch.addBatch("insert into visits (note) values ('Zwicky')");
            batch.addBatch("insert into people values ('123-45-6789', 'Quetzalcoatl')");
            batch.executeBatch();
          }
        });
  }

  private static void assertHoldsNone(List<SpanData> spans) {
    assertHoldsNone(spans.toString());
    assertHoldsNone(Traces.wire(spans));
    List<SpanData> redacted = Traces.redacted(spans);
    assertThat(redacted).hasSameSizeAs(spans);
    assertHoldsNone(redacted.toString());
    assertHoldsNone(Traces.wire(redacted));
  }

  private static void assertHoldsNone(String text) {
    assertThat(SEARCH.in(text.getBytes(ISO_8859_1))).isEmpty();
  }
}
