// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.OnBypass;
import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.config.Visibility;
import io.github.mpdatadog.config.VisibilityGuard;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.DeploymentException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Tells the operator, while the application is deployed, everything that is wrong, and refuses the
 * application where its spans would leave around the privacy gate. Links MicroProfile Config, but
 * no OpenTelemetry.
 */
final class DeploymentCheck {

  private static final String SDK_DISABLED = "otel.sdk.disabled";

  static DatadogSettings run(AfterDeploymentValidation validation) {
    Config config = ConfigProvider.getConfig();
    SettingsReader.Reading reading = SettingsReader.read(config);
    Messages.problems(reading.problems());
    DatadogSettings settings = reading.settings();
    if (settings.enabled()) {
      Bypass.present().forEach(bypass -> refuse(validation, settings, bypass));
    }
    if (!Visibility.ofOpenTelemetry()) {
      tellThatItIsHidden(config, settings);
    }
    return settings;
  }

  private static void refuse(
      AfterDeploymentValidation validation, DatadogSettings settings, Bypass bypass) {
    if (settings.privacy().onBypass() == OnBypass.WARN) {
      Messages.bypassed(bypass);
    } else {
      validation.addDeploymentProblem(new DeploymentException(bypass.message()));
    }
  }

  private static void tellThatItIsHidden(Config config, DatadogSettings settings) {
    if (settings.enabled()) {
      Messages.openTelemetryHidden();
      return;
    }
    for (var source : config.getConfigSources()) {
      if (!(source instanceof VisibilityGuard) && "false".equals(source.getValue(SDK_DISABLED))) {
        Messages.sdkHeldOff();
        return;
      }
    }
  }

  private DeploymentCheck() {}
}
