// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.ibm.ws.rsadapter.StandIn;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Applications that share the jar share its driver, which goes with the last of them. */
class JdbcExtensionTest {

  private final Traces traces = Traces.on();
  private final JdbcExtension first = new JdbcExtension();
  private final JdbcExtension second = new JdbcExtension();

  /** Other tests find it as the class loading left it. */
  @AfterEach
  void register() {
    traces.close();
    TracingDriver.register();
  }

  private static boolean isKnown() {
    return catchThrowable(() -> DriverManager.getDriver("jdbc:datadog:h2:mem:extension")) == null;
  }

  @Test
  void theDriverStaysWhileOneApplicationUsesIt() {
    first.start(null);
    second.start(null);
    first.stop(null);
    assertThat(isKnown()).isTrue();

    second.stop(null);
    assertThat(isKnown()).isFalse();
  }

  @Test
  void theDriverComesBackWithTheNextApplication() {
    first.start(null);
    first.stop(null);
    assertThat(isKnown()).isFalse();

    second.start(null);
    assertThat(isKnown()).isTrue();
    second.stop(null);
  }

  static class Bean {
    @Resource DataSource resource;
    @Inject DataSource produced;
  }

  /** As a server gives a new object for each injection. */
  private int metadataAskedFor(String field, UnaryOperator<DataSource> given) throws Exception {
    UnaryOperator<Object> wrapper = first.wrapper(Bean.class.getDeclaredField(field));
    AtomicInteger asked = new AtomicInteger();
    for (int request = 0; request < 3; request++) {
      DataSource source = given.apply(new StandIn(() -> counting(asked)));
      try (Connection connection = ((DataSource) wrapper.apply(source)).getConnection()) {
        connection.createStatement().close();
        connection.createStatement().close();
      }
    }
    return asked.get();
  }

  private static Connection counting(AtomicInteger asked) throws SQLException {
    Connection bare = DriverManager.getConnection("jdbc:h2:mem:extension");
    return (Connection)
        Proxy.newProxyInstance(
            JdbcExtensionTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              asked.addAndGet(method.getName().equals("getMetaData") ? 1 : 0);
              return method.getName().equals("isWrapperFor")
                  ? false
                  : method.invoke(bare, arguments);
            });
  }

  /** As a bean may put its own around the one that was injected. */
  private static DataSource routing(DataSource injected) {
    return new EmbeddedDataSource() {
      private static final long serialVersionUID = 1L;

      @Override
      public Connection getConnection() throws SQLException {
        return injected.getConnection();
      }
    };
  }

  @Test
  void aResourceIsAskedForItsDatabaseOnceForAllInstancesOfABean() throws Exception {
    assertThat(metadataAskedFor("resource", UnaryOperator.identity())).isEqualTo(1);
  }

  @Test
  void whatCdiProducesMayBeAnotherDatabaseInEachInstance() throws Exception {
    assertThat(metadataAskedFor("produced", UnaryOperator.identity())).isEqualTo(3);
  }

  @Test
  void whatABeanPutsInPlaceOfItsResourceMayBeAnotherDatabaseInEachInstance() throws Exception {
    assertThat(metadataAskedFor("resource", JdbcExtensionTest::routing)).isEqualTo(3);
  }

  @Test
  void injectionReadsNoSettings() throws Exception {
    UnaryOperator<Object> wrapper = first.wrapper(Bean.class.getDeclaredField("resource"));
    Traces.set("dd.api.key", "");

    assertThat(Proxies.handler(wrapper.apply(new JdbcDataSource()))).isNotNull();
  }
}
