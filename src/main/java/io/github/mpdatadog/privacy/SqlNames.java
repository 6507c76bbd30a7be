// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.List;
import java.util.Locale;

/**
 * The names of tables and columns in a statement that a programmer wrote as a constant. Numbers,
 * literals, comments and parameters are left out.
 */
final class SqlNames {

  private static final String BEFORE_TABLE = " from join into update table only using ";

  private static final String KEYWORDS =
      " select insert update delete merge with create replace truncate alter from into set table"
          + BEFORE_TABLE
          + "and or not in is null as on by where group order having limit offset asc desc distinct"
          + " values inner left right outer full cross union all case when then else end exists"
          + " between like for primary key foreign references constraint default count sum min max"
          + " avg coalesce cast if new true false call index view ";

  /** Adds the names of a statement. */
  static void collect(String statement, List<String> tables, List<String> columns) {
    String previous = "";
    int i = 0;
    while (i < statement.length()) {
      int end = wordEnd(statement, i);
      if (end == i) {
        char c = statement.charAt(i);
        boolean quotesTable = isOneOf(BEFORE_TABLE, previous) && (c == '"' || c == '`' || c == '[');
        boolean between = c <= ' ' || quotesTable;
        previous = between ? previous : "";
        i = between ? i + 1 : behindNoise(statement, i);
        continue;
      }
      String word = statement.substring(i, end);
      String lower = word.toLowerCase(Locale.ROOT);
      if (!isOneOf(KEYWORDS, lower)) {
        boolean table = isOneOf(BEFORE_TABLE, previous);
        (table ? tables : columns).add(word);
      }
      int after = end + (isQuoted(statement, i, end) ? 1 : 0);
      // In schema.table both words follow the same keyword.
      boolean qualifies = after < statement.length() && statement.charAt(after) == '.';
      previous = qualifies ? previous : lower;
      i = qualifies ? after + 1 : after;
    }
  }

  private static boolean isOneOf(String words, String word) {
    return words.contains(" " + word + " ");
  }

  /** A quote before a word that is looked at was the quote of a table's name. */
  private static boolean isQuoted(String text, int from, int end) {
    return from > 0
        && end < text.length()
        && text.charAt(from - 1) == '"'
        && text.charAt(end) == '"';
  }

  /** Behind a literal, a comment, a number, a parameter, or one other character. */
  static int behindNoise(String text, int from) {
    char c = text.charAt(from);
    int end =
        switch (c) {
          case '\'' -> text.indexOf('\'', from + 1);
          case '"' -> text.indexOf('"', from + 1);
          case '-' -> text.startsWith("--", from) ? text.indexOf('\n', from) : from;
          case '/' -> text.startsWith("/*", from) ? text.indexOf("*/", from + 2) + 1 : from;
          default -> from;
        };
    if (end < from) {
      return text.length();
    }
    boolean glued = (c >= '0' && c <= '9') || c == ':' || c == '$' || c == '@' || c == '#';
    return glued ? Math.max(wordEnd(text, from + 1), from + 1) : end + 1;
  }

  /** Where the word ends that begins here; {@code from} itself where none does. */
  static int wordEnd(String text, int from) {
    int i = from;
    while (i < text.length() && isPart(text.charAt(i), i > from)) {
      i++;
    }
    return i;
  }

  private static boolean isPart(char c, boolean inside) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (inside && ((c >= '0' && c <= '9') || c == '$'));
  }

  private SqlNames() {}
}
