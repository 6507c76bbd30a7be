// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static io.github.mpdatadog.privacy.Vocabulary.Kind.SPAN_NAME;

import io.github.mpdatadog.config.SettingsProducer;
import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.config.VisibilityGuard;
import io.github.mpdatadog.privacy.Vocabulary;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Checks an application while it is deployed: reports all problems of the configuration, refuses
 * where spans could leave around the privacy gate, and collects the names that its annotations give
 * to spans.
 *
 * <p>Links no OpenTelemetry: that, and MicroProfile Config, may be hidden from the application. It
 * never uses OpenTelemetry either: the server builds it later.
 */
public final class DatadogExtension implements Extension {

  private boolean enabled;

  /** For the service loader. */
  public DatadogExtension() {}

  void addBeans(@Observes BeforeBeanDiscovery discovery) {
    if (!isConfigVisible()) {
      return;
    }
    enabled = SettingsReader.read(ConfigProvider.getConfig()).settings().enabled();
    discovery.addAnnotatedType(SettingsProducer.class, SettingsProducer.class.getName());
    if (VisibilityGuard.isOpenTelemetryVisible()) {
      discovery.addAnnotatedType(TracerProducer.class, TracerProducer.class.getName());
    }
  }

  <T> void collectSpanNames(@Observes ProcessAnnotatedType<T> event) {
    if (enabled) {
      AnnotatedType<T> type = event.getAnnotatedType();
      List<String> names = SpanNames.of(type);
      if (!names.isEmpty()) {
        Vocabulary.shared().add(this, SPAN_NAME, names);
      }
    }
  }

  void check(@Observes AfterDeploymentValidation validation) {
    if (isConfigVisible()) {
      DeploymentCheck.run(validation);
    } else {
      Messages.configHidden(System.getenv());
    }
  }

  private static boolean isConfigVisible() {
    try {
      Class.forName(
          "org.eclipse.microprofile.config.ConfigProvider",
          false,
          DatadogExtension.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError hidden) {
      return false;
    }
  }
}
