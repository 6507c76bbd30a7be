// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.config.VisibilityGuard;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Whether filters have anything to do. Asked before a class that links OpenTelemetry is touched.
 */
final class Switch {

  static boolean isOn() {
    try {
      return VisibilityGuard.isOpenTelemetryVisible()
          && SettingsReader.read(ConfigProvider.getConfig()).settings().enabled();
    } catch (LinkageError configIsHidden) {
      // Without MicroProfile Config there is no key, so tracing is off.
      return false;
    }
  }

  private Switch() {}
}
