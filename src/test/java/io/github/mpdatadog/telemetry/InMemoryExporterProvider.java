// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/** An exporter that a customer might have picked: whatever it sees would leave the JVM. */
public final class InMemoryExporterProvider implements ConfigurableSpanExporterProvider {

  /** The newest one made; an exporter that was shut down takes no more spans. */
  static volatile InMemorySpanExporter newest = InMemorySpanExporter.create();

  @Override
  public String getName() {
    return "in-memory";
  }

  @Override
  public SpanExporter createExporter(ConfigProperties config) {
    newest = InMemorySpanExporter.create();
    return newest;
  }
}
