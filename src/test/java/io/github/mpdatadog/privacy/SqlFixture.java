// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The words of a small clinic, and the words that a shape may hold beside them. */
final class SqlFixture {

  static final List<String> TABLES = List.of("visits", "Patients", "audit_log", "order");
  static final List<String> COLUMNS =
      List.of("id", "name", "patient_id", "status", "date", "booked_at", "größe", "notes");
  static final List<String> PROCEDURES = List.of("book_visit");

  static final SqlWords EMPTY = new SqlWords(List.of(), List.of(), List.of());
  static final SqlWords CLINIC = new SqlWords(TABLES, PROCEDURES, COLUMNS);

  private static final Set<String> ALLOWED = allowed();

  static String shape(String statement) {
    return SqlScanner.scan(statement, CLINIC).text();
  }

  static String bareShape(String statement) {
    return SqlScanner.scan(statement, EMPTY).text();
  }

  /** The first word of the shape that is neither a keyword, the vocabulary's, nor punctuation. */
  static String foreignWord(String shape) {
    int at = 0;
    while (at < shape.length()) {
      int from = at;
      while (at < shape.length() && " (),.;=<>+-*/%|?".indexOf(shape.charAt(at)) < 0) {
        at++;
      }
      if (at > from && !ALLOWED.contains(shape.substring(from, at))) {
        return shape.substring(from, at);
      }
      at = Math.max(at, from + 1);
    }
    return "";
  }

  private static Set<String> allowed() {
    Set<String> words = new TreeSet<>();
    SqlKeywords.forEach((word, flags) -> words.add(word));
    words.addAll(TABLES);
    words.addAll(COLUMNS);
    words.addAll(PROCEDURES);
    return words;
  }

  private SqlFixture() {}
}
