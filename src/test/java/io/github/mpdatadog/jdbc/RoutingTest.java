// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import org.apache.derby.jdbc.EmbeddedConnectionPoolDataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A data source that leads each connection to another database. */
class RoutingTest {

  private static final List<String> URLS =
      List.of("jdbc:h2:mem:north", "jdbc:derby:memory:routing;create=true", "jdbc:h2:mem:south");

  private final Traces traces = Traces.on();
  private final Queue<String> next = new ArrayDeque<>(URLS);

  @AfterEach
  void close() {
    traces.close();
  }

  private static List<String> systems(List<SpanData> spans) {
    return spans.stream().map(span -> Traces.text(span, "db.system.name")).toList();
  }

  @Test
  void eachConnectionTellsItsOwnDatabase() throws Exception {
    DataSource source =
        Jdbc.wrap(
            new EmbeddedDataSource() {
              private static final long serialVersionUID = 1L;

              @Override
              public Connection getConnection() throws SQLException {
                return DriverManager.getConnection(next.remove());
              }
            });

    assertThat(systems(traces.of(() -> commitOnEach(source))))
        .containsExactly("h2database", "h2database", "derby", "derby", "h2database", "h2database");
  }

  private static void commitOnEach(DataSource source) throws SQLException {
    for (int i = 0; i < URLS.size(); i++) {
      try (Connection connection = source.getConnection()) {
        connection.setAutoCommit(false);
        connection.commit();
      }
    }
  }

  /** Opens its connection when it is asked anything, as Spring's proxies do, and counts that. */
  private static final class Late extends EmbeddedDataSource {
    private static final long serialVersionUID = 1L;

    private final transient DataSource source;
    private int chosen;

    Late(DataSource source) {
      this.source = source;
    }

    @Override
    public Connection getConnection() {
      Connection[] real = new Connection[1];
      return (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                if (real[0] == null) {
                  if (method.getName().equals("commit")) {
                    return null; // nothing was done
                  }
                  chosen++;
                  real[0] = source.getConnection();
                }
                try {
                  return method.invoke(real[0], arguments);
                } catch (InvocationTargetException thrown) {
                  throw thrown.getCause();
                }
              });
    }
  }

  private static DataSource h2(String name) {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:" + name);
    return h2;
  }

  @Test
  void aConnectionThatIsChosenWithTheFirstStatementIsNotChosenByUs() throws Exception {
    Late late = new Late(h2("late"));

    List<SpanData> spans =
        traces.of(
            () -> {
              try (Connection connection = Jdbc.wrap(late).getConnection()) {
                connection.commit();
                assertThat(late.chosen).isZero();
                connection.createStatement().execute("select 1");
                connection.commit();
              }
            });

    assertThat(late.chosen).isOne();
    assertThat(spans).extracting(SpanData::getName).containsExactly("CONNECT", "SELECT", "COMMIT");
  }

  @Test
  void neitherIsItTracedTwiceWhereWhatItChoosesIsTraced() throws Exception {
    Late late = new Late(Jdbc.wrap(h2("late")));

    List<SpanData> spans =
        traces.of(
            () -> {
              try (Connection connection = Jdbc.wrap(late).getConnection();
                  Statement statement = connection.createStatement()) {
                statement.execute("select 1");
                connection.commit();
                assertThat(statement.getConnection()).isSameAs(connection);
              }
            });

    assertThat(spans)
        .extracting(SpanData::getName)
        .containsExactly("CONNECT", "CONNECT", "SELECT", "COMMIT");
  }

  @Test
  void handlesOfOnePhysicalConnectionShareWhatIsKnown() throws Exception {
    EmbeddedConnectionPoolDataSource derby = new EmbeddedConnectionPoolDataSource();
    derby.setDatabaseName("memory:routing");
    derby.setCreateDatabase("create");
    Object source = Proxies.of(new SourceHandler(derby, Origin.ofEachConnection()));
    PooledConnection physical = ((ConnectionPoolDataSource) source).getPooledConnection();
    physical.getConnection().close();
    Connection handle = physical.getConnection();
    handle.setAutoCommit(false);

    assertThat(systems(traces.of(handle::commit))).containsExactly("derby");
    physical.close();
  }
}
