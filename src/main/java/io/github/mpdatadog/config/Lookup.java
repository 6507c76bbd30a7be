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

  /** A setting of ours. Quotes around it are told, and left out where that can be done. */
  @Nullable Found find(Property property) {
    Found written = written(property.key());
    if (written != null && Texts.isQuoted(written.text())) {
      String advice =
          Texts.unquoted(written.text()).equals(written.text())
              ? "is read with its quotes, which are not needed; write it without any."
              : "is in quotes, which do not belong there; remove them.";
      warning(115, property, written, advice);
    }
    return unquoted(written);
  }

  /** A setting of someone else, whose quotes are not ours to report. */
  @Nullable Found findForeign(String name) {
    return unquoted(written(name));
  }

  private static @Nullable Found unquoted(@Nullable Found written) {
    if (written == null) {
      return null;
    }
    String text = Texts.unquoted(written.text());
    return text.isEmpty() ? null : new Found(text, written.source());
  }

  /** As it stands in its source, but for blanks around it. */
  private @Nullable Found written(String name) {
    if (config == null) {
      return null;
    }
    String source = "an expression";
    try {
      ConfigValue value = config.getConfigValue(name);
      String text = value.getValue();
      source = value.getSourceName() == null ? UNNAMED : value.getSourceName();
      if (text != null || value.getRawValue() == null) {
        return text == null || text.isBlank() ? null : new Found(text.strip(), source);
      }
    } catch (RuntimeException unresolved) {
      // An expression, too, on other implementations. Its text holds the value, so it is not kept.
    }
    report(100, 'E', name, source, "holds an expression without a value; write it out.");
    return null;
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
    report(number, 'W', property.key(), found.source(), advice);
  }

  void reportUnknownPrivacyNames() {
    Set<String> told = new HashSet<>();
    for (String name : Property.unknownPrivacyNames(names())) {
      Found found = written(name);
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
