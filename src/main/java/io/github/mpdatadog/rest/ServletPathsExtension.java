// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.github.mpdatadog.privacy.Vocabulary;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;

/**
 * Learns the servlet mappings of a web application when it starts. The event carries the servlet
 * context, by a type that may be hidden from this class. Cleans up when the application stops.
 * Called by the server.
 */
public final class ServletPathsExtension implements Extension {

  /** For the service loader. */
  public ServletPathsExtension() {}

  void contextStarted(@Observes @Initialized(ApplicationScoped.class) Object context) {
    if (Switch.isOn()) {
      ServletPaths.collect(context, Vocabulary.shared());
    }
  }

  void stop(@Observes BeforeShutdown undeployed) {
    ClientEngine.forget();
  }
}
