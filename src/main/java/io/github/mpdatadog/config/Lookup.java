// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Finds texts and their sources in one configuration, and collects what is wrong with them. Not
 * thread-safe; lives for one reading.
 */
final class Lookup {

  /** A text that is not blank, without blanks around it. */
  record Found(String text, String source) {}

  private static final String UNNAMED = "an unnamed source";

  private final @Nullable Config config;
  private final List<Problem> problems = new ArrayList<>();

  /** Null stands for a configuration that holds nothing. */
  Lookup(@Nullable Config config) {
    this.config = config;
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  @Nullable Found find(String name) {
    if (config == null) {
      return null;
    }
    String source = "an expression";
    try {
      ConfigValue value = config.getConfigValue(name);
      String text = value.getValue();
      source = value.getSourceName() == null ? UNNAMED : value.getSourceName();
      if (text != null || value.getRawValue() == null) {
        String stripped = text == null ? "" : unquoted(name, text.strip(), source);
        return stripped.isEmpty() ? null : new Found(stripped, source);
      }
    } catch (RuntimeException unresolved) {
      // An expression, too, on other implementations. Its text holds the value, so it is not kept.
    }
    report(100, 'E', name, source, "holds an expression without a value; write it out.");
    return null;
  }

  /** As shells read a value, and neither server.env nor a properties file does. */
  private String unquoted(String name, String text, String source) {
    if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
      return text;
    }
    warning(115, name, source, "is in quotes, which do not belong there; remove them.");
    return text.substring(1, text.length() - 1).strip();
  }

  /** Every name that a source lists. */
  Iterable<String> names() {
    return config == null ? List.of() : config.getPropertyNames();
  }

  /** The value of someone else's property, or null. Its problems are not ours to report. */
  @Nullable String peek(String name) {
    try {
      return config == null ? null : config.getConfigValue(name).getValue();
    } catch (RuntimeException unresolved) {
      // An expression without a value; its text may hold a secret, so it is not kept.
      return null;
    }
  }

  void error(int number, Property property, Found found, String advice) {
    report(number, 'E', property.key(), found.source(), advice);
  }

  void warning(int number, Property property, Found found, String advice) {
    warning(number, property.key(), found.source(), advice);
  }

  private void warning(int number, String name, String source, String advice) {
    report(number, 'W', name, source, advice);
  }

  void reportUnknownPrivacyNames() {
    Set<String> told = new HashSet<>();
    for (String name : Property.unknownPrivacyNames(names())) {
      Found found = find(name);
      String source = found == null ? UNNAMED : found.source();
      // The environment lists a variable under its own name and under the property's.
      if (told.add(source + ' ' + Property.foldedName(name))) {
        report(
            111,
            'E',
            name,
            source,
            "is not a privacy setting of this version; mend the spelling or remove it.");
      }
    }
  }

  private void report(int number, char severity, String name, String source, String advice) {
    String code = String.format(Locale.ROOT, "MPDD%04d%c", number, severity);
    Problem problem = new Problem(code, name, source, advice);
    // A property may be asked for twice.
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }
}
