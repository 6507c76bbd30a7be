// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The URL prefix, in a plain program and where parts are hidden. */
class DriverTest {

  private final Traces traces = Traces.on();

  @AfterEach
  void close() {
    traces.close();
  }

  @Test
  void thePrefixTracesAConnectionOfDriverManager() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:datadog:h2:mem:driver");
        Statement statement = connection.createStatement()) {
      assertThat(traces.of(() -> statement.execute("select 1"))).hasSize(1);
    }
  }

  @Test
  void openingAPhysicalConnectionIsASpan() throws Exception {
    assertThat(traces.of(() -> DriverManager.getConnection("jdbc:datadog:h2:mem:driver").close()))
        .singleElement()
        .satisfies(span -> assertThat(span.getName()).isEqualTo("CONNECT"));
  }

  @Test
  void otherUrlsAreNotItsBusiness() throws SQLException {
    TracingDriver driver = new TracingDriver();

    assertThat(driver.acceptsURL("jdbc:h2:mem:driver")).isFalse();
    assertThat(driver.acceptsURL("jdbc:datadog:datadog:h2:mem:driver")).isFalse();
    assertThat(driver.acceptsURL(null)).isFalse();
    assertThat(driver.connect("jdbc:h2:mem:driver", new Properties())).isNull();
  }

  @Test
  void aMissingDriverIsToldWithoutTheUrl() {
    assertThatThrownBy(
            () -> DriverManager.getConnection("jdbc:datadog:acme://roe:secret@db/patients"))
        .isInstanceOf(SQLException.class)
        .hasMessageStartingWith("MPDD0400E")
        .hasMessageNotContainingAny("acme", "roe", "secret", "patients");
  }

  @Test
  void switchedOffTheDriversOwnConnectionIsGivenOut() throws SQLException {
    Traces.set("dd.trace.jdbc.enabled", "false");

    try (Connection connection = DriverManager.getConnection("jdbc:datadog:h2:mem:driver")) {
      assertThat(connection).isInstanceOf(JdbcConnection.class);
    }
  }

  /** As in a driver's library of a server without telemetry: classes of theirs cannot be linked. */
  @Test
  void whereOpenTelemetryIsHiddenConnectionsAreOpenedUntraced() throws Exception {
    try (URLClassLoader library = libraryWithout("io.opentelemetry", "jakarta", "org.eclipse")) {
      Driver driver =
          (Driver) library.loadClass(TracingDriver.class.getName()).getConstructor().newInstance();

      try (Connection connection = driver.connect("jdbc:datadog:h2:mem:hidden", new Properties())) {
        assertThat(connection.getClass().getName()).isEqualTo(JdbcConnection.class.getName());
        assertThat(connection.createStatement().execute("select 1")).isTrue();
      }
      deregister(library);
    }
  }

  @Test
  void aDriverThatOnlyTheContextClassLoaderSeesIsFound() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader library = libraryWithout("org.h2")) {
      Driver driver =
          (Driver) library.loadClass(TracingDriver.class.getName()).getConstructor().newInstance();
      Thread.currentThread().setContextClassLoader(DriverTest.class.getClassLoader());

      try (Connection connection = driver.connect("jdbc:datadog:h2:mem:seen", new Properties())) {
        assertThat(connection.createStatement().execute("select 1")).isTrue();
      }
      deregister(library);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void takenOutOfDriverManagerItIsGone() {
    TracingDriver.deregister();
    try {
      assertThatThrownBy(() -> DriverManager.getDriver("jdbc:datadog:h2:mem:gone"))
          .isInstanceOf(SQLException.class);
    } finally {
      TracingDriver.register();
    }
  }

  static void deregister(ClassLoader library) throws ReflectiveOperationException {
    var deregister =
        library.loadClass(TracingDriver.class.getName()).getDeclaredMethod("deregister");
    deregister.setAccessible(true);
    deregister.invoke(null);
  }

  /** Has a copy of its own of this library, and sees nothing of the packages named. */
  static URLClassLoader libraryWithout(String... hidden) {
    ClassLoader all = DriverTest.class.getClassLoader();
    return new URLClassLoader(new URL[0], all) {
      @Override
      protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (Arrays.stream(hidden).anyMatch(name::startsWith)) {
          throw new ClassNotFoundException(name);
        }
        boolean ours = name.startsWith("io.github.mpdatadog.");
        if (!ours) {
          return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
          Class<?> loaded = findLoadedClass(name);
          return loaded != null ? loaded : copied(name);
        }
      }

      private Class<?> copied(String name) throws ClassNotFoundException {
        try (InputStream in = all.getResourceAsStream(name.replace('.', '/') + ".class")) {
          byte[] bytes = in.readAllBytes();
          return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException | NullPointerException missing) {
          throw new ClassNotFoundException(name, missing);
        }
      }
    };
  }
}
