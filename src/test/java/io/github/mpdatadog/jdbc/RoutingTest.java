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
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import org.apache.derby.jdbc.EmbeddedConnectionPoolDataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
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

  /** It opens its connection when it is asked anything, so it is not asked too early. */
  @Test
  void aConnectionThatIsChosenWithTheFirstStatementIsNotChosenByUs() throws Exception {
    boolean[] chosen = new boolean[1];
    Connection late =
        (Connection)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("isWrapperFor")) {
                    return false;
                  }
                  chosen[0] = true;
                  try (Connection real = DriverManager.getConnection("jdbc:h2:mem:late")) {
                    return method.invoke(real, arguments);
                  } catch (InvocationTargetException thrown) {
                    throw thrown.getCause();
                  }
                });
    DataSource source =
        new EmbeddedDataSource() {
          private static final long serialVersionUID = 1L;

          @Override
          public Connection getConnection() throws SQLException {
            return late;
          }
        };

    Connection connection = Jdbc.wrap(source).getConnection();
    assertThat(chosen[0]).isFalse();
    connection.createStatement();
    assertThat(chosen[0]).isTrue();
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
