// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static io.github.mpdatadog.jdbc.Traces.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.ws.rsadapter.StandIn;
import io.github.mpdatadog.OneBean;
import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.enterprise.inject.spi.CDI;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.Driver;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One connection, several applications: each has a context class loader, a CDI and an SDK. */
class SharedDataSourceTest {

  /** By context class loader, as a server finds it. */
  private static final Map<ClassLoader, OpenTelemetry> CONTAINERS = new ConcurrentHashMap<>();

  @BeforeAll
  static void aServerWithCdi() {
    CDI.setCDIProvider(SharedDataSourceTest::containerOfCaller);
  }

  private static CDI<Object> containerOfCaller() {
    OpenTelemetry own = CONTAINERS.get(Thread.currentThread().getContextClassLoader());
    if (own == null) {
      throw new IllegalStateException("Could not find deployment");
    }
    return new OneBean(own);
  }

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final Traces switchedOn = Traces.on();

  @AfterEach
  void leave() {
    Thread.currentThread().setContextClassLoader(before);
    CONTAINERS.clear();
    switchedOn.close();
  }

  private static Connection shared() throws Exception {
    JdbcDataSource bare = new JdbcDataSource();
    bare.setURL("jdbc:h2:mem:shared");
    return Jdbc.wrap(bare).getConnection();
  }

  private static Traces enter(ClassLoader application) {
    Traces traces = new Traces();
    CONTAINERS.put(application, traces.sdk);
    Thread.currentThread().setContextClassLoader(application);
    return traces;
  }

  private static ClassLoader application() {
    return new URLClassLoader(new URL[0], SharedDataSourceTest.class.getClassLoader());
  }

  @Test
  void eachApplicationsSpansAreMadeByItsOwnSdk() throws Exception {
    ClassLoader clinic = application();
    ClassLoader billing = application();
    try (Connection connection = shared();
        Traces billings = enter(billing);
        Traces clinics = enter(clinic)) {
      assertThat(clinics.of(() -> connection.createStatement().execute("select 1"))).hasSize(1);
      assertThat(billings.finished()).isEmpty();

      Thread.currentThread().setContextClassLoader(billing);
      assertThat(billings.of(() -> connection.createStatement().execute("select 1"))).hasSize(1);
    }
  }

  @Test
  void whereNoSdkIsYetThereIsNoSpanAndItIsAskedForAgain() throws Exception {
    ClassLoader clinic = application();
    try (Connection connection = shared();
        Traces clinics = enter(clinic)) {
      JdbcTelemetry.use(null);
      CONTAINERS.remove(clinic);
      assertThat(clinics.of(() -> connection.createStatement().execute("select 1"))).isEmpty();

      CONTAINERS.put(clinic, clinics.sdk);
      long deadline = System.nanoTime() + 20_000_000_000L;
      List<SpanData> spans = List.of();
      while (spans.isEmpty() && System.nanoTime() < deadline) {
        spans = clinics.of(() -> connection.createStatement().execute("select 1"));
      }
      assertThat(spans).hasSize(1);
    }
  }

  @Test
  void anApplicationThatIsGoneIsNotKeptAlive() throws Exception {
    try (Connection connection = shared()) {
      WeakReference<ClassLoader> gone = used(connection);

      for (int i = 0; i < 100 && gone.get() != null; i++) {
        System.gc();
        Thread.sleep(20);
      }

      assertThat(gone.get()).isNull();
    }
  }

  private WeakReference<ClassLoader> used(Connection connection) throws Exception {
    URLClassLoader clinic = DriverTest.libraryWithout("nothing");
    Traces clinics = enter(clinic);
    assertThat(clinics.of(() -> connection.createStatement().execute("select 1"))).hasSize(1);
    clinics.sdk.close();
    // What a server does when an application stops.
    ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
    Thread.currentThread().setContextClassLoader(before);
    CONTAINERS.clear();
    return new WeakReference<>(clinic);
  }

  /** The driver's library has this jar, and so has the application, which knows its own words. */
  @Test
  void theShapeIsMadeOfTheApplicationsWordsWhereTheDriverHasACopyOfThisJar() throws Exception {
    JdbcDataSource tables = new JdbcDataSource();
    tables.setURL("jdbc:h2:mem:words");
    URLClassLoader library = DriverTest.libraryWithout("jakarta.nothing");
    Vocabulary.shared().add(this, Kind.COLLECTION, List.of("appointments"));
    ClassLoader clinic = application();
    try (Connection keep = tables.getConnection();
        Traces clinics = enter(clinic)) {
      keep.createStatement().execute("create table appointments (id int)");
      Driver driver =
          (Driver) library.loadClass(TracingDriver.class.getName()).getConstructor().newInstance();

      StandIn server =
          new StandIn(() -> driver.connect("jdbc:datadog:h2:mem:words", new Properties()));
      try (Connection connection = server.getConnection()) {
        SpanData span =
            clinics
                .of(() -> connection.createStatement().execute("select * from appointments"))
                .get(0);
        assertThat(span.getName()).isEqualTo("SELECT appointments");
        assertThat(text(Traces.redacted(List.of(span)).get(0), "db.namespace")).isEqualTo("words");
      }
    } finally {
      deregister(library);
    }
  }

  /** As on a server that traces a data source which the application has injected. */
  @Test
  void openingAConnectionIsOneSpanWhereTheDriverHasACopyOfThisJar() throws Exception {
    URLClassLoader library = DriverTest.libraryWithout("jakarta.nothing");
    ClassLoader clinic = application();
    try (Traces clinics = enter(clinic)) {
      Driver driver =
          (Driver) library.loadClass(TracingDriver.class.getName()).getConstructor().newInstance();
      StandIn server =
          new StandIn(
              () -> {
                Connection opened = driver.connect("jdbc:datadog:h2:mem:opened", new Properties());
                opened.createStatement().execute("select 1"); // a pool's own check
                return opened;
              });
      DataSource injected = Jdbc.wrap(server);

      List<SpanData> spans =
          clinics.of(
              () -> {
                try (Connection connection = injected.getConnection()) {
                  connection.createStatement().execute("select 2");
                }
                server.getConnection().close();
              });

      assertThat(spans)
          .extracting(SpanData::getName)
          .as("opened by both with its check, and then by the driver's copy alone")
          .containsExactly("CONNECT", "SELECT", "CONNECT", "SELECT");
    } finally {
      deregister(library);
    }
  }

  private static void deregister(ClassLoader library) throws ReflectiveOperationException {
    Method deregister =
        library.loadClass(TracingDriver.class.getName()).getDeclaredMethod("deregister");
    deregister.setAccessible(true);
    deregister.invoke(null);
  }
}
