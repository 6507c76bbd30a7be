// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.github.mpdatadog.agent.AgentSettings;
import io.github.mpdatadog.agent.DatadogSpanExporter;
import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.SettingsReader;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Offers the exporter {@code datadog}. Where tracing is off it drops everything: without the key
 * there is no gate in front of it. Called by the server.
 */
public final class DatadogSpanExporterProvider implements ConfigurableSpanExporterProvider {

  static final String NAME = "datadog";

  /** For the service loader. */
  public DatadogSpanExporterProvider() {}

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public SpanExporter createExporter(ConfigProperties unused) {
    DatadogSettings settings = SettingsReader.read(ConfigProvider.getConfig()).settings();
    if (!settings.enabled()) {
      return SpanExporter.composite();
    }
    return DatadogSpanExporter.create(
        new AgentSettings(
            settings.agentUrl(),
            settings.sampling().rate(),
            settings.serviceMapping(),
            version(),
            UUID.randomUUID().toString()));
  }

  private static String version() {
    String version = DatadogSpanExporterProvider.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
