// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.PropagationStyle;
import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.propagation.DatadogPropagator;
import io.github.mpdatadog.propagation.DatadogPropagator.Family;
import io.github.mpdatadog.propagation.GuardedPropagator;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurablePropagatorProvider;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Offers the propagator {@code datadog}, which speaks all styles that the operator configured.
 * Called by the server.
 */
public final class DatadogPropagatorProvider implements ConfigurablePropagatorProvider {

  /** For the service loader. */
  public DatadogPropagatorProvider() {}

  @Override
  public String getName() {
    return "datadog";
  }

  @Override
  public TextMapPropagator getPropagator(ConfigProperties unused) {
    return propagator(SettingsReader.read(ConfigProvider.getConfig()).settings());
  }

  static TextMapPropagator propagator(DatadogSettings settings) {
    DatadogSettings.Propagation propagation = settings.propagation();
    return new GuardedPropagator(
        DatadogPropagator.create(
            families(propagation.extractStyles()),
            families(propagation.injectStyles()),
            propagation.extractFirst(),
            propagation.baggageRules()));
  }

  /** Both enumerations have Datadog's names. */
  private static List<Family> families(List<PropagationStyle> styles) {
    return styles.stream().map(style -> Family.valueOf(style.name())).toList();
  }
}
