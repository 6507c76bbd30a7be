// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.config.Visibility;
import org.jspecify.annotations.Nullable;

/** Whether Redis calls are traced. Asked before a class that links OpenTelemetry is touched. */
final class Switch {

  /** The tracer of the application that asks; null where it wants none. Never throws. */
  static @Nullable RedisTracer tracer() {
    if (!Visibility.ofOpenTelemetry()) {
      return null;
    }
    DatadogSettings settings = SettingsReader.current();
    return settings.enabled() && settings.integrations().redis()
        ? ApplicationTracer.of(settings.integrations().redisRootSpans())
        : null;
  }

  private Switch() {}
}
