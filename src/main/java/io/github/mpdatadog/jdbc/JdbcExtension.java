// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;

/**
 * Tells DriverManager of the driver with the first application that shares this jar, and takes it
 * out when the last application that shares this jar is gone. Links no OpenTelemetry.
 */
public final class JdbcExtension implements Extension {

  private static int applications;

  /** For the service loader. */
  public JdbcExtension() {}

  void start(@Observes BeforeBeanDiscovery discovery) {
    count(1);
  }

  void stop(@Observes BeforeShutdown undeployed) {
    count(-1);
  }

  private static synchronized void count(int change) {
    applications += change;
    if (applications == 0) {
      TracingDriver.deregister();
    } else if (change == 1 && applications == 1) {
      TracingDriver.register();
    }
  }
}
