// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Iterator;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Opens {@code jdbc:datadog:postgresql://...} with the driver that opens {@code
 * jdbc:postgresql://...}, and traces what is done with the connection. Accepts no other URL.
 * Without OpenTelemetry, or with tracing off, it gives out the driver's own connection. Stateless
 * and thread-safe.
 */
public final class TracingDriver implements Driver {

  private static final String PREFIX = "jdbc:datadog:";
  private static final TracingDriver REGISTERED = new TracingDriver();

  static {
    register();
  }

  /** For the service loader, and for servers that make the driver themselves. */
  public TracingDriver() {}

  static void register() {
    try {
      DriverManager.registerDriver(REGISTERED);
    } catch (SQLException | RuntimeException refused) {
      // The URL prefix is then not known to DriverManager; nothing else depends on it.
    }
  }

  /** DriverManager belongs to the JVM and would keep the class loader of an application alive. */
  static void deregister() {
    try {
      DriverManager.deregisterDriver(REGISTERED);
    } catch (SQLException | RuntimeException gone) {
      // Then it keeps nothing alive.
    }
  }

  @Override
  public boolean acceptsURL(@Nullable String url) {
    return url != null && url.startsWith(PREFIX) && !url.startsWith("datadog:", PREFIX.length());
  }

  @Override
  public @Nullable Connection connect(String url, Properties info) throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    String real = real(url);
    return Jdbc.connect(driver(real), real, info);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
    return acceptsURL(url)
        ? driver(real(url)).getPropertyInfo(real(url), info)
        : new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 0;
  }

  @Override
  public int getMinorVersion() {
    return 1;
  }

  @Override
  public boolean jdbcCompliant() {
    return false; // as compliant as the driver behind it, which is not known yet
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("A driver for each URL has its own");
  }

  private static String real(String url) {
    return "jdbc:" + url.substring(PREFIX.length());
  }

  /** DriverManager shows a class only the drivers of its own class loader, so others are asked. */
  private static Driver driver(String url) throws SQLException {
    try {
      return DriverManager.getDriver(url);
    } catch (SQLException noneThatThisClassSees) {
      Driver found = offered(url, Thread.currentThread().getContextClassLoader());
      found = found != null ? found : offered(url, TracingDriver.class.getClassLoader());
      if (found != null) {
        return found;
      }
      throw new SQLNonTransientConnectionException(Problems.NO_DRIVER, "08001");
    }
  }

  private static @Nullable Driver offered(String url, @Nullable ClassLoader loader) {
    Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
    for (int broken = 0; broken < 100; ) {
      try {
        if (!drivers.hasNext()) {
          return null;
        }
        Driver driver = drivers.next();
        if (driver.acceptsURL(url)) {
          return driver;
        }
      } catch (ServiceConfigurationError | SQLException | RuntimeException unusable) {
        broken++;
      }
    }
    return null;
  }
}
