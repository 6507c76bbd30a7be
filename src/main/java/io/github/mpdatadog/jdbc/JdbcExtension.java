// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import io.github.mpdatadog.telemetry.InjectedObjects;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessInjectionTarget;
import javax.sql.DataSource;

/**
 * Puts the wrapper around data sources that an application has injected, and takes the driver out
 * of DriverManager when the last application that shares this jar is gone. Links no OpenTelemetry.
 */
public final class JdbcExtension implements Extension {

  private static int applications;

  private boolean enabled;
  private boolean counted;

  /** For the service loader. */
  public JdbcExtension() {}

  void read(@Observes BeforeBeanDiscovery discovery) {
    enabled = Switch.read().enabled(); // once: a bean may be made for every request
  }

  <X> void wrapDataSources(@Observes ProcessInjectionTarget<X> event) {
    if (enabled) {
      InjectedObjects.wrap(
          event,
          type -> type == DataSource.class,
          source -> source instanceof DataSource ? Jdbc.wrapped(source) : source);
    }
  }

  void start(@Observes AfterDeploymentValidation validation) {
    counted = true;
    count(1);
  }

  void stop(@Observes BeforeShutdown undeployed) {
    if (counted) {
      counted = false;
      count(-1);
    }
  }

  private static void count(int change) {
    synchronized (JdbcExtension.class) {
      applications += change;
      if (applications == 0) {
        TracingDriver.deregister();
      } else if (change == 1 && applications == 1) {
        TracingDriver.register();
      }
    }
  }
}
