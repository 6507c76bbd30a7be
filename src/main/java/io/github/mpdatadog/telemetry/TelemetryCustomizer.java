// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.github.mpdatadog.agent.DatadogSpanExporter;
import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.SettingsReader;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Has the last word on the application's SDK: it forces what privacy needs and puts the gate in
 * front of every exporter that autoconfiguration builds. Where tracing is off it changes nothing.
 *
 * <p>One instance serves one SDK; the SDK is built by one thread. Called by the server.
 */
public final class TelemetryCustomizer implements AutoConfigurationCustomizerProvider {

  private DatadogSettings settings = SettingsReader.off();
  private Resource resource = Resource.empty();
  private @Nullable GatedSdk gated;

  /** For the service loader. */
  public TelemetryCustomizer() {}

  /** Customizers run in this order and later ones wrap earlier ones: ours is outermost. */
  @Override
  public int order() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void customize(AutoConfigurationCustomizer sdk) {
    sdk.addPropertiesCustomizer(this::properties);
    sdk.addResourceCustomizer(this::resource);
    sdk.addPropagatorCustomizer(this::propagator);
    sdk.addSamplerCustomizer(this::sampler);
    sdk.addSpanExporterCustomizer(this::exporter);
    sdk.addTracerProviderCustomizer(this::checked);
  }

  /** Runs first, and nothing that a config source says comes after it. */
  private Map<String, String> properties(ConfigProperties unused) {
    SettingsReader.Reading reading = SettingsReader.read(ConfigProvider.getConfig());
    if (reading.isRefused()) {
      // The server answers this with an SDK that does nothing: closed, and the application runs.
      throw new ConfigurationException(Messages.refusal(reading.problems()));
    }
    settings = reading.settings();
    if (!settings.enabled()) {
      return Map.of();
    }
    Map<String, String> forced = new HashMap<>();
    // Log bodies and metric attributes are data, and their default is to be sent.
    forced.put("otel.logs.exporter", "none");
    forced.put("otel.metrics.exporter", "none");
    // Ours alone: OpenTelemetry's default forwards baggage and every vendor's trace state.
    forced.put("otel.propagators", "datadog");
    // A span is bounded before it is redacted, too.
    forced.put("otel.attribute.count.limit", "128");
    forced.put("otel.attribute.value.length.limit", "16384");
    forced.put("otel.span.event.count.limit", "32");
    forced.put("otel.span.link.count.limit", "32");
    return forced;
  }

  private Resource resource(Resource servers, ConfigProperties unused) {
    if (!settings.enabled()) {
      return servers;
    }
    resource = SafeResource.of(servers, settings);
    return resource;
  }

  /** Whatever others made of it: theirs could tell any host of the trace, and of its baggage. */
  private TextMapPropagator propagator(TextMapPropagator configured, ConfigProperties unused) {
    return settings.enabled() ? DatadogPropagatorProvider.propagator(settings) : configured;
  }

  private Sampler sampler(Sampler configured, ConfigProperties unused) {
    return settings.enabled() ? gated().sampler() : configured;
  }

  private SpanExporter exporter(SpanExporter exporter, ConfigProperties config) {
    if (settings.enabled()) {
      return gated().exporter(exporter, config);
    }
    // Its provider may have found the key that our reading did not: without a gate it is not used.
    return exporter instanceof DatadogSpanExporter ? SpanExporter.composite() : exporter;
  }

  /** Runs after every processor is in place and before the first span. */
  private SdkTracerProviderBuilder checked(
      SdkTracerProviderBuilder builder, ConfigProperties unused) {
    return settings.enabled() ? gated().checked(builder) : builder;
  }

  /** The SDK makes the resource before anything that needs it. */
  private GatedSdk gated() {
    if (gated == null) {
      gated = new GatedSdk(settings, resource);
    }
    return gated;
  }
}
