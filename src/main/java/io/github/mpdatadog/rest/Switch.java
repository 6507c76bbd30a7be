// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.config.Visibility;
import org.jspecify.annotations.Nullable;

/**
 * Whether filters have anything to do. Asked before a class that links OpenTelemetry is touched.
 */
final class Switch {

  /** Without MicroProfile Config there is no key, so tracing is off. */
  static boolean isOn() {
    return settings() != null;
  }

  /** What was configured, where tracing is on; else null. */
  static @Nullable DatadogSettings settings() {
    if (!Visibility.ofOpenTelemetry()) {
      return null;
    }
    DatadogSettings settings = SettingsReader.current();
    return settings.enabled() ? settings : null;
  }

  private Switch() {}
}
