// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * The values of MicroProfile Config that are JDBC URLs: operators wrote them. Reached only where
 * MicroProfile Config can be linked.
 */
final class ConfiguredUrls {

  private static final int MOST_PROPERTIES = 10_000;
  private static final int MOST_URLS = 200;

  /** Vouches for the databases they name, as long as the owner lives. Never throws. */
  static void declare(Object owner) {
    List<Database> databases = new ArrayList<>();
    try {
      Config config = ConfigProvider.getConfig();
      Iterator<String> names = config.getPropertyNames().iterator();
      for (int i = 0; i < MOST_PROPERTIES && databases.size() < MOST_URLS && names.hasNext(); i++) {
        String value = value(config, names.next());
        if (value != null && value.startsWith("jdbc:")) {
          databases.add(DatabaseUrl.parse(value));
        }
      }
    } catch (RuntimeException | LinkageError noConfiguration) {
      // A source that cannot be listed; what came before it counts.
    }
    Target.declare(owner, databases);
  }

  private static @Nullable String value(Config config, String name) {
    try {
      return config.getConfigValue(name).getValue();
    } catch (RuntimeException unresolved) {
      return null;
    }
  }

  private ConfiguredUrls() {}
}
