// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Lets the application inject its {@link DatadogSettings}, also where tracing is off. Called by the
 * server.
 */
public class SettingsProducer {

  /** For CDI. */
  public SettingsProducer() {}

  /** The settings of the application that asks; read once. */
  @Produces
  @Singleton
  DatadogSettings settings() {
    return SettingsReader.configured(ConfigProvider.getConfig());
  }
}
