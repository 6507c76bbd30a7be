// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/** As with the API of MicroProfile Config alone, in a program outside of a server. */
public final class NoConfiguration extends ConfigProviderResolver {
  @Override
  public Config getConfig() {
    throw new IllegalStateException("No ConfigProviderResolver implementation found!");
  }

  @Override
  public Config getConfig(ClassLoader loader) {
    return getConfig();
  }

  @Override
  public ConfigBuilder getBuilder() {
    throw new IllegalStateException();
  }

  @Override
  public void registerConfig(Config config, ClassLoader classLoader) {
    throw new IllegalStateException();
  }

  @Override
  public void releaseConfig(Config config) {
    throw new IllegalStateException();
  }
}
