// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import io.github.mpdatadog.config.Visibility;
import io.github.mpdatadog.telemetry.InjectedObjects;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessInjectionTarget;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Puts wrappers around the data sources that an application has injected. Tells DriverManager of
 * the driver with the first application that shares this jar, and takes it out when the last one is
 * gone. Links no OpenTelemetry. Called by the server.
 */
public final class JdbcExtension implements Extension {

  private static int applications;

  private final Set<Object> databases = ConcurrentHashMap.newKeySet();
  private boolean enabled;

  /** For the service loader. */
  public JdbcExtension() {}

  void start(@Observes BeforeBeanDiscovery discovery) {
    count(1);
    enabled = JdbcSettings.read().enabled(); // once: a bean may be made for every request
  }

  <X> void wrapDataSources(@Observes ProcessInjectionTarget<X> event) {
    if (enabled) {
      InjectedObjects.wrapFields(event, type -> type == DataSource.class, this::wrapper);
    }
  }

  UnaryOperator<Object> wrapper(Field field) {
    // A resource is the same in all instances, save where the bean puts another in its place.
    Origin ofField = isResource(field) ? Origin.ofResource(databases) : null;
    return source ->
        source instanceof DataSource ? Jdbc.wrapped(source, origin(source, ofField)) : source;
  }

  private Origin origin(Object source, @Nullable Origin ofField) {
    if (!Jdbc.isServers(source)) {
      return Origin.ofEachConnection(databases);
    }
    return ofField == null ? Origin.ofServer(databases) : ofField;
  }

  /** By name, because the server may not show that annotation. */
  private static boolean isResource(Field field) {
    return Stream.of(field.getAnnotations())
        .anyMatch(a -> a.annotationType().getName().equals("jakarta.annotation.Resource"));
  }

  void readConfiguration(@Observes AfterDeploymentValidation validation) {
    if (enabled && Visibility.ofConfig()) {
      ConfiguredUrls.declare(this);
    }
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
