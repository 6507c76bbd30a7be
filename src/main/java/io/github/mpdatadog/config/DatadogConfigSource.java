// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import static org.eclipse.microprofile.config.ConfigProvider.getConfig;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@code dd.*} into the {@code otel.*} properties that make the server build the
 * application's OpenTelemetry SDK. It supplies nothing where tracing is off.
 *
 * <p>Only the switch and the visible defaults live here. What privacy needs is enforced later, in
 * the SDK's own customizer, where no config source can override it.
 *
 * <p>Thread-safe. Links no OpenTelemetry type, so that it loads where the server hides them. Called
 * by the server.
 */
public final class DatadogConfigSource implements ConfigSource {

  /**
   * Below the environment (300), so that an explicit {@code OTEL_SDK_DISABLED=true} wins; above the
   * application's microprofile-config.properties (100), so that the operator's key does.
   */
  private static final int ORDINAL = 275;

  private static final ThreadLocal<Boolean> READING = new ThreadLocal<>();

  private volatile @Nullable Map<String, String> properties;

  /** For the service loader. */
  public DatadogConfigSource() {}

  @Override
  public String getName() {
    return "microprofile-datadog (derived from dd.*)";
  }

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }

  /** The server looks for {@code otel.} keys here, so they must be listed, not only answered. */
  @Override
  public Map<String, String> getProperties() {
    return resolved();
  }

  /**
   * Only what is already known: while a configuration is being built it asks for names, and reading
   * that same configuration now would build it again.
   */
  @Override
  public Set<String> getPropertyNames() {
    Map<String, String> known = properties;
    return known == null ? Set.of() : known.keySet();
  }

  @Override
  public @Nullable String getValue(String name) {
    return name.startsWith("otel.") ? resolved().get(name) : null;
  }

  private Map<String, String> resolved() {
    Map<String, String> known = properties;
    if (known != null) {
      return known;
    }
    // Reading dd.* asks every source, this one included.
    if (READING.get() != null) {
      return Map.of();
    }
    READING.set(true);
    try {
      known = derive(SettingsReader.read(getConfig()).settings());
      properties = known;
      return known;
    } finally {
      READING.remove();
    }
  }

  private static Map<String, String> derive(DatadogSettings settings) {
    Map<String, String> derived = new LinkedHashMap<>();
    if (settings.enabled()) {
      derived.put("otel.sdk.disabled", "false");
      derived.put("otel.traces.exporter", "datadog");
      derived.put("otel.metrics.exporter", "none");
      derived.put("otel.logs.exporter", "none");
      derived.put("otel.propagators", "datadog");
      // As Datadog's own tracers: spans are sent every second.
      derived.put("otel.bsp.schedule.delay", "1000");
      if (settings.service() != null) {
        derived.put("otel.service.name", settings.service());
      }
    }
    return Map.copyOf(derived);
  }
}
