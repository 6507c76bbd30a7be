// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.XAConnection;
import org.apache.derby.jdbc.EmbeddedXADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.xa.PGXADataSource;

/** The data sources that server.xml names. */
class DelegatingSourceTest {

  private final Traces traces = Traces.on();

  @AfterEach
  void close() {
    traces.close();
  }

  @Test
  void aServerFindsThePropertiesByIntrospection() throws Exception {
    assertThat(
            Arrays.stream(
                    Introspector.getBeanInfo(TracingXADataSource.class).getPropertyDescriptors())
                .filter(property -> property.getWriteMethod() != null)
                .map(PropertyDescriptor::getName))
        .contains(
            "delegateClassName",
            "delegateProperties",
            "serverName",
            "portNumber",
            "databaseName",
            "URL",
            "user",
            "password");
  }

  @Test
  void propertiesReachTheDatabasesOwnDataSource() throws Exception {
    TracingXADataSource source = new TracingXADataSource();
    source.setDelegateClassName(PGXADataSource.class.getName());
    source.setServerName("db.clinic.test");
    source.setPortNumber(5433);
    source.setDatabaseName("records");
    source.setUser("app");
    source.setPassword("secret");
    source.setDelegateProperties("applicationName=clinic;socketTimeout=7;tcpKeepAlive=true");

    PGXADataSource own = (PGXADataSource) Proxies.handler(source.delegate()).delegate;
    assertThat(own.getURL()).contains("db.clinic.test:5433/records");
    assertThat(own.getUser()).isEqualTo("app");
    assertThat(own.getPassword()).isEqualTo("secret");
    assertThat(own.getApplicationName()).isEqualTo("clinic");
    assertThat(own.getSocketTimeout()).isEqualTo(7);
    assertThat(own.getTcpKeepAlive()).isTrue();
  }

  @Test
  void aUrlIsSetInTheDriversSpelling() throws Exception {
    TracingConnectionPoolDataSource source = new TracingConnectionPoolDataSource();
    source.setDelegateClassName(JdbcDataSource.class.getName());
    source.setURL("jdbc:h2:mem:bean");

    Connection connection = source.getPooledConnection().getConnection();
    assertThat(traces.of(() -> connection.createStatement().execute("select 1"))).hasSize(1);
  }

  @Test
  void aPlainDataSourceIsTracedToo() throws Exception {
    TracingDataSource source = new TracingDataSource();
    source.setDelegateClassName(JdbcDataSource.class.getName());
    source.setURL("jdbc:h2:mem:bean");

    try (Connection connection = source.getConnection()) {
      assertThat(traces.of(() -> connection.createStatement().execute("select 1"))).hasSize(1);
    }
    assertThat(source.isWrapperFor(JdbcDataSource.class)).isTrue();
    assertThat(source.unwrap(JdbcDataSource.class)).isInstanceOf(JdbcDataSource.class);
  }

  @Test
  void aConnectionOfAnXaDataSourceIsTracedAndHasTheDriversResource() throws Exception {
    TracingXADataSource source = new TracingXADataSource();
    source.setDelegateClassName(EmbeddedXADataSource.class.getName());
    source.setDatabaseName("memory:bean");
    source.setDelegateProperties("createDatabase=create");

    XAConnection connection = source.getXAConnection();
    assertThat(connection.getXAResource().isSameRM(connection.getXAResource())).isTrue();
    assertThat(traces.of(() -> connection.getConnection().createStatement().execute("values 1")))
        .hasSize(1);
    connection.close();
  }

  @Test
  void aMissingClassIsTold() {
    assertThatThrownBy(() -> new TracingXADataSource().getXAConnection())
        .isInstanceOf(SQLException.class)
        .hasMessageStartingWith("MPDD0401E");
  }

  @Test
  void aClassThatIsNotThereIsToldWithoutItsName() {
    TracingXADataSource source = new TracingXADataSource();
    source.setDelegateClassName("org.acme.Roe");

    assertThatThrownBy(source::getXAConnection)
        .hasMessageStartingWith("MPDD0402E")
        .hasMessageNotContaining("Roe");
  }

  @Test
  void aClassOfAnotherKindIsTold() {
    TracingXADataSource source = new TracingXADataSource();
    source.setDelegateClassName(String.class.getName());

    assertThatThrownBy(source::getXAConnection)
        .hasMessageStartingWith("MPDD0403E")
        .hasMessageContaining("javax.sql.XADataSource");
  }

  @Test
  void allThatIsWrongIsToldAtOnceAndNoValue() {
    TracingXADataSource source = new TracingXADataSource();
    source.setDelegateClassName(JdbcDataSource.class.getName());
    source.setServerName("roe.test");
    source.setDelegateProperties("secret1;loginTimeout=secret2;nothing=secret3");

    assertThatThrownBy(source::getXAConnection)
        .hasMessageContaining("MPDD0404E: serverName")
        .hasMessageContaining("MPDD0406E: entry 1")
        .hasMessageContaining("MPDD0405E: loginTimeout")
        .hasMessageContaining("MPDD0404E: entry 3 of delegateProperties")
        .hasMessageNotContainingAny("roe.test", "secret1", "secret2", "secret3");
  }

  /** What follows a semicolon in a password looks like a pair. */
  @Test
  void aPartOfAValueIsNotToldAsAProperty() {
    TracingXADataSource source = new TracingXADataSource();
    source.setDelegateClassName(JdbcDataSource.class.getName());
    source.setDelegateProperties("password=Ab;Xy9=secret1");

    assertThatThrownBy(source::getXAConnection)
        .hasMessageContaining("MPDD0404E: entry 2 of delegateProperties")
        .hasMessageNotContainingAny("Ab", "Xy9", "secret1");
  }

  @Test
  void switchedOffTheDatabasesOwnDataSourceIsUsed() throws Exception {
    Traces.set("dd.trace.jdbc.enabled", "false");
    TracingDataSource source = new TracingDataSource();
    source.setDelegateClassName(JdbcDataSource.class.getName());
    source.setURL("jdbc:h2:mem:bean");

    assertThat(source.delegate()).isInstanceOf(JdbcDataSource.class);
  }
}
