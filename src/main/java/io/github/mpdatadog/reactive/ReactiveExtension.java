// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.reactive;

import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.config.Visibility;
import io.github.mpdatadog.telemetry.InjectedObjects;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessInjectionTarget;

/**
 * Has the server's Kafka connector decorated, and emitters that the container injects wrapped.
 * Links neither Reactive Messaging nor Kafka nor OpenTelemetry: each may be hidden from the
 * application. Called by the server.
 */
public final class ReactiveExtension implements Extension {

  private static final String EMITTER = "org.eclipse.microprofile.reactive.messaging.Emitter";

  private boolean enabled;

  /** For the service loader. */
  public ReactiveExtension() {}

  void addBeans(@Observes BeforeBeanDiscovery discovery) {
    if (Visibility.ofOpenTelemetry() && Visibility.ofReactiveKafka()) {
      DatadogSettings settings = SettingsReader.current();
      enabled = settings.enabled() && settings.integrations().kafka();
    }
    if (enabled) {
      add(discovery, KafkaTracing.class);
      add(discovery, IncomingDecorator.class);
      add(discovery, OutgoingDecorator.class);
    }
  }

  private static void add(BeforeBeanDiscovery discovery, Class<?> type) {
    discovery.addAnnotatedType(type, type.getName());
  }

  <T> void wrapEmitters(@Observes ProcessInjectionTarget<T> event) {
    if (enabled) {
      InjectedObjects.wrap(event, type -> type.getName().equals(EMITTER), TracedEmitter::of);
    }
  }
}
