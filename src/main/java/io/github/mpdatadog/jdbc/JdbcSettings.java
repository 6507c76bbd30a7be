// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.Property;
import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.config.Visibility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Whether SQL gets spans, for the application that asks. Links no OpenTelemetry.
 *
 * @param enabled with the key set, tracing and JDBC not switched off, and no error in the settings
 * @param rootSpans also where no trace is active
 */
record JdbcSettings(boolean enabled, boolean rootSpans) {

  private static final boolean HAS_SPANS = Visibility.ofSpans();
  private static final boolean HAS_CONFIG = Visibility.ofConfig();

  /** As MicroProfile Config says for the calling thread; without it, as the process says. */
  static JdbcSettings read() {
    if (!HAS_SPANS) {
      return new JdbcSettings(false, false);
    }
    if (HAS_CONFIG) {
      try {
        DatadogSettings settings = SettingsReader.read(ConfigProvider.getConfig()).settings();
        return new JdbcSettings(
            settings.enabled() && settings.integrations().jdbc(),
            settings.integrations().jdbcRootSpans());
      } catch (RuntimeException | LinkageError noConfiguration) {
        // The API without an implementation: a program outside of a server.
      }
    }
    return new JdbcSettings(isOnForProcess(), isTrue(Property.JDBC_ROOT_SPANS));
  }

  /**
   * Whether physical connections of this process may have to be traced. They are pooled for longer,
   * and perhaps for more applications, than the thread that opened them tells.
   */
  static boolean isOnForDriver() {
    return HAS_SPANS && (isOnForProcess() || read().enabled());
  }

  private static boolean isOnForProcess() {
    return Property.isValue(text(Property.API_KEY))
        && isTrue(Property.TRACE_ENABLED)
        && isTrue(Property.JDBC_ENABLED);
  }

  private static boolean isTrue(Property property) {
    return property.isTrue(text(property));
  }

  private static @Nullable String text(Property property) {
    try {
      String own = System.getProperty(property.key());
      return own != null ? own : System.getenv(property.environmentName());
    } catch (SecurityException forbidden) {
      return null;
    }
  }
}
