// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.config.Visibility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Whether Redis calls are traced. Asked before a class that links OpenTelemetry is touched. */
final class Switch {

  /** The tracer of the application that asks; null where it wants none. Never throws. */
  static @Nullable RedisTracer tracer() {
    if (!Visibility.ofConfig() || !Visibility.ofOpenTelemetry()) {
      return null;
    }
    DatadogSettings settings;
    try {
      settings = SettingsReader.read(ConfigProvider.getConfig()).settings();
    } catch (RuntimeException | LinkageError noImplementation) {
      // The API alone is there, in Java SE: without a key, tracing is off.
      return null;
    }
    return settings.enabled() && settings.redisEnabled()
        ? ApplicationTracer.of(settings.redisRootSpans())
        : null;
  }

  private Switch() {}
}
