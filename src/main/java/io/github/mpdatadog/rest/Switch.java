// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.config.Visibility;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Whether filters have anything to do. Asked before a class that links OpenTelemetry is touched.
 */
final class Switch {

  /** Without MicroProfile Config there is no key, so tracing is off. */
  static boolean isOn() {
    return Visibility.ofConfig()
        && Visibility.ofOpenTelemetry()
        && SettingsReader.read(ConfigProvider.getConfig()).settings().enabled();
  }

  private Switch() {}
}
