// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static io.github.mpdatadog.jdbc.Traces.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.ibm.ws.rsadapter.StandIn;
import io.github.mpdatadog.it.LeakSearch;
import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.annotation.Resource;
import java.lang.ref.Reference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A database is named where an operator wrote its URL. Code can make a URL for each tenant or
 * patient: then there is no name, neither on a span nor for any other span.
 */
class ProvenanceTest {

  private static final String PATIENT = "john_roe_1969";
  private static final LeakSearch SEARCH = new LeakSearch(List.of(PATIENT, "roe-john-4711"));

  private final Traces traces = Traces.on();

  @AfterEach
  void close() {
    traces.close();
    System.clearProperty("records.database");
    forgetConfiguration();
  }

  /** It remembers which properties there are. */
  private static void forgetConfiguration() {
    ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
  }

  /** What has left of one COMMIT on that connection. */
  private SpanData left(Connection connection) throws Exception {
    connection.setAutoCommit(false);
    List<SpanData> spans =
        traces.of(
            () -> {
              connection.createStatement().close();
              connection.commit();
            });
    return Traces.redacted(spans).get(0);
  }

  private void assertNothingIsTold(Traces.Work work) throws Exception {
    List<SpanData> spans = traces.of(work);
    assertThat(spans).isNotEmpty();
    List<SpanData> redacted = Traces.redacted(spans);
    for (String told : List.of(spans.toString(), Traces.wire(spans), Traces.wire(redacted))) {
      assertThat(SEARCH.in(told.getBytes(ISO_8859_1))).isEmpty();
    }
    assertThat(redacted)
        .anySatisfy(span -> assertThat(text(span, "db.system.name")).isNotEqualTo("other_sql"));
    assertThat(Vocabulary.shared().contains(Kind.NAMESPACE, PATIENT)).isFalse();
  }

  @Test
  void aUrlThatCodeGivesToTheDriverManagerNamesNothing() throws Exception {
    assertNothingIsTold(
        () -> {
          try (Connection connection =
              DriverManager.getConnection("jdbc:datadog:h2:mem:" + PATIENT)) {
            connection.createStatement().execute("select 1");
          }
        });
  }

  @Test
  void aDataSourceThatCodeMakesNamesNothing() throws Exception {
    JdbcDataSource made = new JdbcDataSource();
    made.setURL("jdbc:h2:mem:" + PATIENT);
    assertNothingIsTold(() -> use(Jdbc.wrap(made)));
  }

  @Test
  void oneOfOursThatCodeMakesNamesNothing() throws Exception {
    TracingDataSource made = new TracingDataSource();
    made.setDelegateClassName(JdbcDataSource.class.getName());
    made.setURL("jdbc:h2:mem:" + PATIENT);
    assertNothingIsTold(() -> use(made));
  }

  @Test
  void aHostThatCodeMakesIsNotTold() throws Exception {
    assertNothingIsTold(
        () -> use(Jdbc.wrap(leadingTo("jdbc:postgresql://roe-john-4711.tenants.example/db"))));
  }

  private static void use(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.createStatement().execute("select 1");
      connection.setAutoCommit(false);
      connection.commit();
    }
  }

  /** Of H2, that says it is another. */
  private static DataSource leadingTo(String url) {
    DatabaseMetaData metadata =
        (DatabaseMetaData)
            Proxy.newProxyInstance(
                ProvenanceTest.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                (proxy, method, arguments) -> url);
    return new EmbeddedDataSource() {
      private static final long serialVersionUID = 1L;

      @Override
      public Connection getConnection() throws SQLException {
        Connection real = DriverManager.getConnection("jdbc:h2:mem:provenance");
        return (Connection)
            Proxy.newProxyInstance(
                ProvenanceTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("getMetaData")) {
                    return metadata;
                  }
                  try {
                    return method.invoke(real, arguments);
                  } catch (InvocationTargetException thrown) {
                    throw thrown.getCause();
                  }
                });
      }
    };
  }

  /** A function in the database, for example, which is the application's code. */
  @Test
  void codeThatTheServerOnlyLeadsToNamesNothing() throws Exception {
    assertNothingIsTold(
        () ->
            StandIn.called(
                () -> {
                  assertThatCode(
                          () -> DriverManager.getConnection("jdbc:datadog:h2:mem:" + PATIENT))
                      .doesNotThrowAnyException();
                  return null;
                }));
  }

  @Test
  void theServerNamesWhatItGivesToTheDriver() throws Exception {
    StandIn server = new StandIn(() -> DriverManager.getConnection("jdbc:datadog:h2:mem:ofdriver"));
    try (Connection connection = server.getConnection()) {
      assertThat(text(left(connection), "db.namespace")).isEqualTo("ofdriver");
    }
  }

  @Test
  void theServerNamesWhatItGivesToOurDataSource() throws Exception {
    TracingXADataSource source = new TracingXADataSource();
    source.setDelegateClassName(JdbcDataSource.class.getName());
    source.setURL("jdbc:h2:mem:ofserver");

    XAConnection connection = StandIn.called(source::getXAConnection);
    assertThat(text(left(connection.getConnection()), "db.namespace")).isEqualTo("ofserver");
    connection.close();
  }

  static class Bean {
    @Resource DataSource resource;
    @Resource DataSource replaced;
    DataSource produced;
  }

  private DataSource injected(String field, DataSource given) throws Exception {
    return (DataSource)
        new JdbcExtension().wrapper(Bean.class.getDeclaredField(field)).apply(given);
  }

  private static StandIn ofServer(String name) {
    return new StandIn(
        () -> StandIn.connection(DriverManager.getConnection("jdbc:h2:mem:" + name)));
  }

  @Test
  void aDataSourceOfTheServerNamesItsDatabaseHoweverItIsInjected() throws Exception {
    try (Connection connection = injected("resource", ofServer("asresource")).getConnection()) {
      assertThat(text(left(connection), "db.namespace")).isEqualTo("asresource");
    }
    try (Connection connection = injected("produced", ofServer("asproduced")).getConnection()) {
      assertThat(text(left(connection), "db.namespace")).isEqualTo("asproduced");
    }
  }

  /** As a client proxy of CDI, or a data source that routes to those of the server. */
  @Test
  void aConnectionOfTheServerNamesItsDatabaseWhateverLeadsThere() throws Exception {
    StandIn server = ofServer("behind");
    DataSource leading =
        new EmbeddedDataSource() {
          private static final long serialVersionUID = 1L;

          @Override
          public Connection getConnection() throws SQLException {
            return server.getConnection();
          }
        };

    try (Connection connection = injected("produced", leading).getConnection()) {
      assertThat(text(left(connection), "db.namespace")).isEqualTo("behind");
    }
  }

  /** Each request may have a bean of its own; the words are not added again and again. */
  @Test
  void theNamesStayWithTheApplicationWhileNoConnectionIsOpen() throws Exception {
    JdbcExtension application = new JdbcExtension();
    UnaryOperator<Object> ofField = application.wrapper(Bean.class.getDeclaredField("produced"));
    try (Connection connection =
        ((DataSource) ofField.apply(ofServer("between"))).getConnection()) {
      left(connection);
    }
    for (int i = 0; i < 5; i++) {
      System.gc();
      assertThat(Vocabulary.shared().contains(Kind.NAMESPACE, "between")).isTrue();
    }
    Reference.reachabilityFence(application);

    application = null;
    ofField = null;
    assertThat(comesTrue(() -> !Vocabulary.shared().contains(Kind.NAMESPACE, "between"))).isTrue();
  }

  @Test
  void whatABeanPutsInPlaceOfItsResourceNamesNothing() throws Exception {
    JdbcDataSource made = new JdbcDataSource();
    made.setURL("jdbc:h2:mem:" + PATIENT);
    DataSource wrapped = injected("replaced", made);

    assertNothingIsTold(() -> use(wrapped));
  }

  @Test
  void aUrlInTheConfigurationIsNamedWhileTheApplicationIsThere() throws Exception {
    System.setProperty("records.database", "jdbc:h2:mem:configured");
    forgetConfiguration();
    JdbcExtension application = new JdbcExtension();
    application.start(null);
    application.readConfiguration(null);
    application.stop(null);
    TracingDriver.register();
    try (Connection connection = DriverManager.getConnection("jdbc:datadog:h2:mem:configured")) {
      assertThat(text(left(connection), "db.namespace")).isEqualTo("configured");
    }

    Reference.reachabilityFence(application);
    application = null;
    assertThat(comesTrue(() -> !Vocabulary.shared().contains(Kind.NAMESPACE, "configured")))
        .isTrue();
  }

  @Test
  void aUrlThatAProgramSaysIsConfiguredIsNamedUntilItSaysOther() throws Exception {
    JdbcTelemetry.use(traces.sdk, "jdbc:datadog:h2:mem:said", "jdbc:postgresql://db.said/said2");
    try (Connection connection = DriverManager.getConnection("jdbc:datadog:h2:mem:said")) {
      assertThat(text(left(connection), "db.namespace")).isEqualTo("said");
    }
    assertThat(Vocabulary.shared().contains(Kind.HOST, "db.said")).isTrue();

    JdbcTelemetry.use(traces.sdk);
    assertThat(comesTrue(() -> !Vocabulary.shared().contains(Kind.NAMESPACE, "said"))).isTrue();
    assertThat(Vocabulary.shared().contains(Kind.HOST, "db.said")).isFalse();
  }

  @Test
  void theNamesGoWithTheLastConnectionThatLeadsThere() throws Exception {
    StandIn server = new StandIn(() -> DriverManager.getConnection("jdbc:datadog:h2:mem:goes"));
    Connection[] connection = {server.getConnection()};
    System.gc();
    assertThat(text(left(connection[0]), "db.namespace")).isEqualTo("goes");

    connection[0].close();
    connection[0] = null;
    assertThat(comesTrue(() -> !Vocabulary.shared().contains(Kind.NAMESPACE, "goes"))).isTrue();
  }

  private static boolean comesTrue(BooleanSupplier state) throws InterruptedException {
    for (int i = 0; i < 500 && !state.getAsBoolean(); i++) {
      System.gc();
      Thread.sleep(20);
    }
    return state.getAsBoolean();
  }

  @Test
  void theNameOfADatabaseVouchesForNoBucket() throws Exception {
    JdbcTelemetry.use(traces.sdk, "jdbc:h2:mem:visits_of_2026");

    List<SpanData> spans =
        traces.withoutParent(
            () ->
                traces
                    .sdk
                    .getTracer("io.github.mpdatadog.jdbc")
                    .spanBuilder("COMMIT")
                    .setAttribute("db.namespace", "visits_of_2026")
                    .setAttribute("aws.s3.bucket", "visits_of_2026")
                    .startSpan()
                    .end());

    SpanData span = Traces.redacted(spans).get(0);
    assertThat(text(span, "db.namespace")).isEqualTo("visits_of_2026");
    assertThat(text(span, "aws.s3.bucket")).isNull();
  }
}
