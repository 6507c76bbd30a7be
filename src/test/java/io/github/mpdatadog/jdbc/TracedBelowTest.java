// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static io.github.mpdatadog.jdbc.Traces.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.ws.rsadapter.StandIn;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A resource of the server that is traced there, injected: the wait for it is a span above. */
class TracedBelowTest {

  private static final String URL = "jdbc:datadog:h2:mem:below";

  private final Traces traces = Traces.on();

  @AfterEach
  void close() {
    traces.close();
  }

  static class Bean {
    @Resource DataSource resource;
    @Inject DataSource produced;
  }

  private static DataSource injected(Callable<Connection> driver) throws Exception {
    return injected((Object) new StandIn(() -> StandIn.connection(driver.call())));
  }

  private static DataSource injected(Object source) throws Exception {
    return (DataSource) new JdbcExtension().wrapper(resource()).apply(source);
  }

  private static Field resource() throws Exception {
    return Bean.class.getDeclaredField("resource");
  }

  /** Which makes its spans with the same SDK. */
  private URLClassLoader copyOfThisJar() throws Exception {
    URLClassLoader library = DriverTest.libraryWithout("nothing");
    library
        .loadClass(JdbcTelemetry.class.getName())
        .getMethod("use", OpenTelemetry.class, String[].class)
        .invoke(null, traces.sdk, new String[0]);
    return library;
  }

  private static Object made(ClassLoader library, Class<?> type) throws Exception {
    return library.loadClass(type.getName()).getConstructor().newInstance();
  }

  /** Counts how often it is asked for its metadata, and refuses them the first times. */
  private static Connection counting(String url, AtomicInteger asked, int refusals)
      throws SQLException {
    Connection real = DriverManager.getConnection(url);
    return (Connection)
        Proxy.newProxyInstance(
            TracedBelowTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getMetaData") && asked.incrementAndGet() <= refusals) {
                throw new SQLException("not now");
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private static void select(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.createStatement().execute("select 1");
    }
  }

  private void assertTheSecondConnectionTellsItsDatabase(DataSource source) throws Exception {
    List<SpanData> spans =
        traces.of(
            () -> {
              select(source);
              select(source);
            });

    assertThat(spans)
        .extracting(SpanData::getName)
        .containsExactly("CONNECT", "SELECT", "CONNECT", "SELECT");
    SpanData second = Traces.redacted(spans).get(2);
    assertThat(text(second, "db.system.name")).isEqualTo("h2database");
    assertThat(text(second, "db.namespace")).isEqualTo("below");
  }

  @Test
  void theSecondConnectionOfADriverTellsItsDatabase() throws Exception {
    assertTheSecondConnectionTellsItsDatabase(injected(() -> DriverManager.getConnection(URL)));
  }

  @Test
  void soDoesThatOfAPoolForDistributedTransactions() throws Exception {
    TracingXADataSource xa = new TracingXADataSource();
    xa.setDelegateClassName(JdbcDataSource.class.getName());
    xa.setURL("jdbc:h2:mem:below");
    XAConnection pooled = StandIn.called(xa::getXAConnection);

    assertTheSecondConnectionTellsItsDatabase(injected(pooled::getConnection));
    pooled.close();
  }

  @Test
  void soDoesThatOfADriverWithACopyOfThisJar() throws Exception {
    try (URLClassLoader library = copyOfThisJar()) {
      Driver copy = (Driver) made(library, TracingDriver.class);

      assertTheSecondConnectionTellsItsDatabase(
          injected(() -> copy.connect(URL, new Properties())));
      DriverTest.deregister(library);
    }
  }

  /** An application may see this jar twice: among its own, and with the driver's library. */
  @Test
  void soDoesThatOfADataSourceThatAnotherCopyOfThisJarHasWrapped() throws Exception {
    try (URLClassLoader library = copyOfThisJar()) {
      Object copy = made(library, JdbcExtension.class);
      Method wrapper = copy.getClass().getDeclaredMethod("wrapper", Field.class);
      wrapper.setAccessible(true);
      @SuppressWarnings("unchecked")
      UnaryOperator<Object> first = (UnaryOperator<Object>) wrapper.invoke(copy, resource());
      StandIn server =
          new StandIn(() -> StandIn.connection(DriverManager.getConnection("jdbc:h2:mem:below")));

      assertTheSecondConnectionTellsItsDatabase(injected(first.apply(server)));
    }
  }

  @Test
  void aConnectionIsNotWrappedAgainWhenItsDatabaseIsKnown() throws Exception {
    DataSource source = injected(() -> DriverManager.getConnection(URL));
    select(source);

    assertThat(Proxies.handler(source.getConnection())).isNull();
  }

  @Test
  void aConnectionThatTheApplicationDoesNotUseIsNotAsked() throws Exception {
    DataSource source = injected(() -> DriverManager.getConnection(URL));
    traces.of(() -> source.getConnection().close());

    assertThat(traces.of(() -> source.getConnection().close()))
        .extracting(span -> text(span, "db.system.name"))
        .containsExactly("other_sql");
  }

  /** Its next connection may lead elsewhere, so this one is asked nothing and left as it is. */
  @Test
  void aConnectionOfADataSourceWithManyDatabasesIsNotWrappedAgain() throws Exception {
    Connection traced = StandIn.connection(DriverManager.getConnection(URL));

    assertThat(Jdbc.wrap(new StandIn(() -> traced)).getConnection()).isSameAs(traced);
  }

  /** Each has its own, which may lead elsewhere: the next request would gain nothing by it. */
  @Test
  void aConnectionOfWhatCdiProducesIsNotWrappedAgain() throws Exception {
    UnaryOperator<Object> wrapper =
        new JdbcExtension().wrapper(Bean.class.getDeclaredField("produced"));
    AtomicInteger asked = new AtomicInteger();
    for (int request = 0; request < 5; request++) {
      Connection traced = StandIn.connection(counting(URL, asked, 0));
      DataSource source = (DataSource) wrapper.apply(new StandIn(() -> traced));

      assertThat(source.getConnection()).isSameAs(traced);
      select(source);
    }

    assertThat(asked).hasValue(0);
  }

  private static void selectFourTimes(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      for (int i = 0; i < 4; i++) {
        connection.createStatement().execute("select 1");
      }
    }
  }

  @Test
  void aConnectionThatRefusesToTellItsDatabaseIsAskedOnce() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    DataSource source = injected(() -> counting(URL, asked, Integer.MAX_VALUE));

    List<SpanData> spans = traces.of(() -> selectFourTimes(source));
    assertThat(spans).hasSize(5);
    assertThat(asked).hasValue(1);

    traces.of(() -> selectFourTimes(source));
    assertThat(asked).as("by the next connection").hasValue(2);
  }

  /** As in a transaction that has failed, until it is rolled back. */
  @Test
  void oneThatNothingElseTracesIsAskedUntilItTells() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    DataSource source = injected(() -> counting("jdbc:h2:mem:below", asked, 2));

    assertThat(traces.of(() -> selectFourTimes(source)))
        .extracting(span -> text(span, "db.system.name"))
        .containsExactly("other_sql", "other_sql", "other_sql", "h2database", "h2database");
    assertThat(asked).hasValue(3);
  }
}
