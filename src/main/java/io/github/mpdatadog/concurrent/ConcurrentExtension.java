// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.config.Visibility;
import io.github.mpdatadog.telemetry.InjectedObjects;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessInjectionTarget;
import org.eclipse.microprofile.config.ConfigProvider;

/** Puts wrappers that carry the trace around the executors that an application has injected. */
public final class ConcurrentExtension implements Extension {

  private static final String CONCURRENT = "jakarta.enterprise.concurrent.";

  private boolean enabled;

  /** For the service loader. */
  public ConcurrentExtension() {}

  void start(@Observes BeforeBeanDiscovery discovery) {
    enabled =
        Visibility.ofConfig()
            && Visibility.ofOpenTelemetry()
            && SettingsReader.read(ConfigProvider.getConfig()).settings().enabled();
  }

  <X> void wrapExecutors(@Observes ProcessInjectionTarget<X> event) {
    if (enabled) {
      InjectedObjects.wrap(event, ConcurrentExtension::isExecutor, TracingExecutor::wrap);
    }
  }

  private static boolean isExecutor(Class<?> type) {
    String name = type.getName();
    return name.startsWith(CONCURRENT)
        || name.equals("java.util.concurrent.Executor")
        || name.equals("java.util.concurrent.ExecutorService")
        || name.equals("java.util.concurrent.ScheduledExecutorService");
  }
}
