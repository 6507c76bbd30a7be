// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the SDK off where the server hides OpenTelemetry from the application. The server would
 * otherwise load this jar's SDK extension, fail to link it, and answer every request with an error.
 *
 * <p>Stateless and thread-safe. It acts whether or not the key is set, because the services file
 * that causes the harm is in the jar in any case. Called by the server.
 */
public final class VisibilityGuard implements ConfigSource {

  /** Above every source a person writes: the alternative is an application that cannot answer. */
  private static final int ORDINAL = 900;

  private static final String SWITCH = "otel.sdk.disabled";

  private static final Map<String, String> PROPERTIES =
      Visibility.ofOpenTelemetry() ? Map.of() : Map.of(SWITCH, "true");

  /** For the service loader. */
  public VisibilityGuard() {}

  @Override
  public String getName() {
    return "microprofile-datadog (OpenTelemetry is hidden from the application)";
  }

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }

  @Override
  public Map<String, String> getProperties() {
    return PROPERTIES;
  }

  @Override
  public Set<String> getPropertyNames() {
    return PROPERTIES.keySet();
  }

  @Override
  public @Nullable String getValue(String name) {
    return PROPERTIES.get(name);
  }
}
