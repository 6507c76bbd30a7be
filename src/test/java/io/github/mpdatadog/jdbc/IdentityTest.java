// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import javax.sql.StatementEvent;
import javax.sql.StatementEventListener;
import org.apache.derby.jdbc.EmbeddedConnectionPoolDataSource;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is who: the way back from each object, unwrapping, and wrapping of what is wrapped. */
class IdentityTest {

  private final Traces traces = Traces.on();
  private final JdbcDataSource bare = new JdbcDataSource();
  private final DataSource source;

  IdentityTest() {
    bare.setURL("jdbc:h2:mem:identity");
    source = Jdbc.wrap(bare);
  }

  @AfterEach
  void close() {
    traces.close();
  }

  @Test
  void everyWayBackLeadsToTheTracedObject() throws Exception {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement("select 1");
        ResultSet rows = statement.executeQuery()) {
      assertThat(statement.getConnection()).isSameAs(connection);
      assertThat(rows.getStatement()).isSameAs(statement);
      assertThat(statement.getResultSet().getStatement()).isSameAs(statement);
      assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
    }
  }

  @Test
  void theVendorsClassIsFoundByUnwrapping() throws SQLException {
    try (Connection connection = source.getConnection()) {
      assertThat(connection.isWrapperFor(JdbcConnection.class)).isTrue();
      assertThat(connection.unwrap(JdbcConnection.class)).isInstanceOf(JdbcConnection.class);
    }
    assertThat(source.unwrap(JdbcDataSource.class)).isSameAs(bare);
  }

  @Test
  void jdbcsOwnInterfacesStayTraced() throws SQLException {
    try (Connection connection = source.getConnection()) {
      assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
    }
  }

  @Test
  void vendorInterfacesAreShown() {
    assertThat(source).isInstanceOf(ConnectionPoolDataSource.class);
  }

  @Test
  void equalityIsThatOfTheDriver() throws SQLException {
    try (Connection connection = source.getConnection();
        Connection other = source.getConnection()) {
      Map<Object, String> map = new HashMap<>();
      map.put(connection, "one");
      assertThat(map).containsKey(connection).doesNotContainKey(other);
      assertThat(connection).isNotEqualTo(null).isNotEqualTo("text");
    }
    assertThat(Jdbc.wrap(bare)).isEqualTo(source).hasSameHashCodeAs(source);
  }

  @Test
  void wrappingTwiceIsWrappingOnce() {
    assertThat(Jdbc.wrap(source)).isSameAs(source);
  }

  @Test
  void aDriverAndADataSourceTogetherMakeOneSpan() throws Exception {
    HikariConfig settings = new HikariConfig();
    settings.setJdbcUrl("jdbc:datadog:h2:mem:together");
    try (HikariDataSource pool = new HikariDataSource(settings);
        Connection connection = Jdbc.wrap(pool).getConnection();
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("select 2")) {
      assertThat(traces.of(() -> statement.executeQuery("select 1"))).hasSize(1);
      assertThat(traces.of(prepared::executeQuery)).hasSize(1);
    }
  }

  @Test
  void theWaitForAPoolTellsTheDatabaseThoughTheDriverTracesTheRest() throws Exception {
    HikariConfig settings = new HikariConfig();
    settings.setJdbcUrl("jdbc:datadog:h2:mem:together");
    try (HikariDataSource pool = new HikariDataSource(settings)) {
      assertThat(traces.of(() -> Jdbc.wrap(pool).getConnection().close()))
          .singleElement()
          .satisfies(
              span -> assertThat(Traces.text(span, "db.system.name")).isEqualTo("h2database"));
    }
  }

  /** HikariCP takes one that was asked for its metadata for one in use, and rolls it back. */
  @Test
  void aConnectionThatNobodyUsedIsNotRolledBack() throws Exception {
    AtomicInteger rollbacks = new AtomicInteger();
    HikariConfig settings = new HikariConfig();
    settings.setDataSource(
        counting(DataSource.class, bare, "getConnection", real -> counted(real, rollbacks)));
    settings.setAutoCommit(false);
    try (HikariDataSource pool = new HikariDataSource(settings)) {
      int before = rollbacks.get();
      Jdbc.wrap(pool).getConnection().close();

      assertThat(rollbacks).hasValue(before);
    }
  }

  private static Object counted(Object connection, AtomicInteger rollbacks) {
    return counting(
        Connection.class,
        connection,
        "rollback",
        nothing -> {
          rollbacks.incrementAndGet();
          return nothing;
        });
  }

  private static <T> T counting(
      Class<T> type, Object delegate, String name, UnaryOperator<Object> result) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> {
              Object real = method.invoke(delegate, args);
              return method.getName().equals(name) ? result.apply(real) : real;
            }));
  }

  @Test
  void openingAConnectionIsOneSpanOnly() throws Exception {
    DataSource inner =
        new org.apache.derby.jdbc.EmbeddedDataSource() {
          @Override
          public Connection getConnection() throws SQLException {
            return DriverManager.getConnection("jdbc:datadog:h2:mem:together");
          }
        };

    assertThat(traces.of(() -> Jdbc.wrap(inner).getConnection().close())).hasSize(1);
  }

  @Test
  void aPoolAboveSeesTheConnectionItWasGiven() throws Exception {
    ConnectionPoolDataSource pooled = (ConnectionPoolDataSource) source;
    PooledConnection connection = pooled.getPooledConnection();
    Object[] told = new Object[1];
    ConnectionEventListener listener =
        new ConnectionEventListener() {
          @Override
          public void connectionClosed(ConnectionEvent event) {
            told[0] = event.getSource();
          }

          @Override
          public void connectionErrorOccurred(ConnectionEvent event) {}
        };
    connection.addConnectionEventListener(listener);
    connection.getConnection().close();
    assertThat(told[0]).isSameAs(connection);

    told[0] = null;
    connection.removeConnectionEventListener(listener);
    connection.getConnection().close();
    assertThat(told[0]).isNull();
    connection.close();
  }

  @Test
  void aPoolAboveTracedConnectionsValidatesThem() throws Exception {
    HikariConfig settings = new HikariConfig();
    settings.setDataSource(source);
    try (HikariDataSource pool = new HikariDataSource(settings);
        Connection connection = pool.getConnection()) {
      assertThat(connection.isValid(1)).isTrue();
      assertThat(traces.of(() -> connection.createStatement().execute("select 1"))).hasSize(1);
    }
  }

  @Test
  void aPoolAboveSeesTheStatementItWasGiven() throws Exception {
    TracingConnectionPoolDataSource pooled = new TracingConnectionPoolDataSource();
    pooled.setDelegateClassName(EmbeddedConnectionPoolDataSource.class.getName());
    pooled.setDatabaseName("memory:identity");
    pooled.setDelegateProperties("createDatabase=create");
    PooledConnection connection = pooled.getPooledConnection();
    List<StatementEvent> told = new ArrayList<>();
    StatementEventListener listener =
        new StatementEventListener() {
          @Override
          public void statementClosed(StatementEvent event) {
            told.add(event);
          }

          @Override
          public void statementErrorOccurred(StatementEvent event) {}
        };
    connection.addStatementEventListener(listener);
    PreparedStatement statement = connection.getConnection().prepareStatement("values 1");
    assertThat(Proxies.handler(statement)).isNotNull();
    statement.close();

    assertThat(told).hasSize(1);
    assertThat(told.get(0).getStatement()).isSameAs(statement);
    assertThat(told.get(0).getSource()).isSameAs(connection);
    connection.removeStatementEventListener(listener);
    connection.getConnection().prepareStatement("values 2").close();
    assertThat(told).hasSize(1);
    connection.close();
  }
}
