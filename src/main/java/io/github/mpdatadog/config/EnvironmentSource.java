// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The environment, where the server misreads it: its own source makes capitals by the language of
 * the JVM, and in Turkish it looks for DD_APİ_KEY. Answers nothing in any other language.
 *
 * <p>Immutable and thread-safe. Called by the server.
 */
public final class EnvironmentSource implements ConfigSource {

  /** That of the server's own source, so that what is above and below it stays there. */
  private static final int ORDINAL = 300;

  /** What this library or, for it, the server reads; other names are not ours to mend. */
  private static final List<String> PREFIXES = List.of("dd.", "otel.", "sentry.");

  private final Map<String, String> environment;

  /** For the service loader. */
  public EnvironmentSource() {
    this(System.getenv(), Locale.getDefault());
  }

  EnvironmentSource(Map<String, String> environment, Locale language) {
    this.environment = "i".toUpperCase(language).equals("I") ? Map.of() : environment;
  }

  @Override
  public String getName() {
    return "microprofile-datadog (the environment in every language)";
  }

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }

  /** Empty: the server builds an SDK of what is listed, and without the key that is not ours. */
  @Override
  public Map<String, String> getProperties() {
    return Map.of();
  }

  /** The server's own source lists the variables. */
  @Override
  public Set<String> getPropertyNames() {
    return Set.of();
  }

  @Override
  public @Nullable String getValue(String name) {
    if (environment.isEmpty() || PREFIXES.stream().noneMatch(name::startsWith)) {
      return null;
    }
    String folded = Property.foldedName(name);
    for (String spelling : List.of(name, folded, folded.toUpperCase(Locale.ROOT))) {
      String value = environment.get(spelling);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
