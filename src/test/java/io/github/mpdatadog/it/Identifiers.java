// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Made-up patients with all eighteen kinds of identifiers of 45 CFR 164.514(b)(2)(i), read from
 * {@code identifiers.csv}. The words are rare ones, so that a hit is never a coincidence. They are
 * sent to the applications over HTTP only: none may be a constant in a deployed class.
 */
final class Identifiers {
  /** Kind of identifier, and a value of it. */
  record Identifier(String kind, String value) {}

  private static final List<Identifier> ALL = read();

  private Identifiers() {}

  static List<Identifier> all() {
    return ALL;
  }

  static List<String> values() {
    return ALL.stream().map(Identifier::value).toList();
  }

  /** What to search for: whole values, and each word of a value, since a first name alone leaks. */
  static Set<String> searched() {
    return searched(ALL);
  }

  static Set<String> searched(List<Identifier> identifiers) {
    Set<String> searched = new LinkedHashSet<>();
    identifiers.forEach(identifier -> searched.add(identifier.value()));
    for (Identifier identifier : identifiers) {
      for (String word : identifier.value().split("[\\s,@/?=:]+")) {
        if (word.length() >= 6 && word.matches(".*[A-Z0-9].*")) {
          searched.add(word);
        }
      }
    }
    return searched;
  }

  static LeakSearch search() {
    return new LeakSearch(searched());
  }

  private static List<Identifier> read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Identifiers.class.getResourceAsStream("/identifiers.csv"),
                StandardCharsets.UTF_8))) {
      return in.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(";", 2))
          .map(fields -> new Identifier(fields[0], fields[1]))
          .collect(Collectors.toUnmodifiableList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
