// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How databases read a text: which of its characters are data, that is, in a literal or in a
 * comment. Written from their manuals and without a look at the scanner, which knows no dialect.
 */
enum SqlDialects {
  STANDARD,
  STANDARD_NESTING(Trait.NESTS, Trait.CR),
  MYSQL(
      Trait.BACKSLASH,
      Trait.TEXT_IN_DOUBLE,
      Trait.BACKTICK,
      Trait.HASH,
      Trait.DASH_SPACE,
      Trait.EXECUTED),
  MYSQL_NO_BACKSLASH(
      Trait.TEXT_IN_DOUBLE, Trait.BACKTICK, Trait.HASH, Trait.DASH_SPACE, Trait.EXECUTED),
  POSTGRES(Trait.E_QUOTE, Trait.DOLLAR_TAG, Trait.NESTS, Trait.CR),
  POSTGRES_OLD(Trait.BACKSLASH, Trait.DOLLAR_TAG, Trait.NESTS, Trait.CR),
  ORACLE(Trait.Q_QUOTE),
  SQLSERVER(Trait.BRACKET, Trait.NESTS),
  SQLSERVER_TEXT(Trait.BRACKET, Trait.NESTS, Trait.CR, Trait.TEXT_IN_DOUBLE),
  BIGQUERY(
      Trait.BACKSLASH,
      Trait.NO_DOUBLING,
      Trait.TRIPLE,
      Trait.TEXT_IN_DOUBLE,
      Trait.BACKTICK,
      Trait.HASH,
      Trait.CR),
  SNOWFLAKE(Trait.BACKSLASH, Trait.DOLLAR, Trait.SLASHES),
  CASSANDRA(Trait.DOLLAR, Trait.DOLLAR_ENDS_WORD, Trait.SLASHES, Trait.CR),
  H2(Trait.DOLLAR, Trait.SLASHES, Trait.NESTS, Trait.BACKTICK, Trait.CR),
  INFORMIX(Trait.BRACES, Trait.TEXT_IN_DOUBLE),
  SQLITE(Trait.BRACKET, Trait.BACKTICK, Trait.TEXT_IN_DOUBLE),
  CLICKHOUSE(Trait.BACKSLASH, Trait.DOLLAR_TAG, Trait.BACKTICK),
  SPARK(
      Trait.BACKSLASH,
      Trait.NO_DOUBLING,
      Trait.RAW,
      Trait.TEXT_IN_DOUBLE,
      Trait.BACKTICK,
      Trait.NESTS,
      Trait.CR);

  private enum Trait {
    BACKSLASH,
    NO_DOUBLING,
    TRIPLE,
    TEXT_IN_DOUBLE,
    E_QUOTE,
    Q_QUOTE,
    RAW,
    BACKTICK,
    BRACKET,
    BRACES,
    DOLLAR,
    DOLLAR_TAG,
    DOLLAR_ENDS_WORD,
    HASH,
    SLASHES,
    DASH_SPACE,
    NESTS,
    EXECUTED,
    CR
  }

  private final Set<Trait> traits = EnumSet.noneOf(Trait.class);

  SqlDialects(Trait... traits) {
    this.traits.addAll(List.of(traits));
  }

  /** The positions of the text that are data. What does not end is data up to the end. */
  BitSet data(String text) {
    BitSet data = new BitSet(text.length());
    int at = 0;
    int executed = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = at;
      boolean isData = true;
      if (isWordStart(c)) {
        int word = wordEnd(text, at);
        end = prefixed(text, at, word);
        isData = end > word;
        data.set(word, isData ? end : word);
        at = Math.max(word, end);
        continue;
      } else if (c == '\'') {
        end = quoted(text, at, has(Trait.BACKSLASH));
      } else if (c == '"') {
        end = quoted(text, at, has(Trait.BACKSLASH) && has(Trait.TEXT_IN_DOUBLE));
        isData = has(Trait.TEXT_IN_DOUBLE) && !isNamePlace(text, at, end);
      } else if (c == '`' && has(Trait.BACKTICK)) {
        end = doubled(text, at, '`');
        isData = false;
      } else if (c == '[' && has(Trait.BRACKET)) {
        end = doubled(text, at, ']');
        isData = false;
      } else if (c == '{' && has(Trait.BRACES)) {
        end = after(text, "}", at + 1);
      } else if (c == '$' && (has(Trait.DOLLAR) || has(Trait.DOLLAR_TAG))) {
        end = dollar(text, at);
      } else if (executed > 0 && text.startsWith("*/", at)) {
        executed--;
        at += 2;
        continue;
      } else if (has(Trait.EXECUTED) && (at(text, "/*!", at) || at(text, "/*M!", at))) {
        executed++;
        at += 3;
        continue;
      } else {
        end = comment(text, at, c);
      }
      if (end == at) {
        at++;
      } else {
        if (isData) {
          data.set(at, end);
        }
        at = end;
      }
    }
    return data;
  }

  private boolean has(Trait trait) {
    return traits.contains(trait);
  }

  private int comment(String text, int at, char c) {
    boolean dashes =
        at(text, "--", at)
            && (!has(Trait.DASH_SPACE) || at + 2 == text.length() || text.charAt(at + 2) <= ' ');
    boolean line =
        dashes || (c == '#' && has(Trait.HASH)) || (has(Trait.SLASHES) && at(text, "//", at));
    if (line) {
      int end = at;
      while (end < text.length()
          && text.charAt(end) != '\n'
          && !(has(Trait.CR) && text.charAt(end) == '\r')) {
        end++;
      }
      return end;
    }
    if (!at(text, "/*", at)) {
      return at;
    }
    int depth = 1;
    int end = at + 2;
    while (depth > 0 && end < text.length()) {
      if (at(text, "*/", end)) {
        depth--;
        end += 2;
      } else if (has(Trait.NESTS) && at(text, "/*", end)) {
        depth++;
        end += 2;
      } else {
        end++;
      }
    }
    return end;
  }

  /** A literal with a letter before it that changes how it is read; {@code at} where none is. */
  private int prefixed(String text, int at, int word) {
    if (word == text.length()) {
      return at;
    }
    char quote = text.charAt(word);
    String prefix = text.substring(at, word).toLowerCase(java.util.Locale.ROOT);
    if (quote != '\'' && quote != '"') {
      return at;
    }
    if (has(Trait.E_QUOTE) && quote == '\'' && prefix.equals("e")) {
      return quoted(text, word, true);
    }
    if (has(Trait.RAW) && prefix.equals("r")) {
      return after(text, String.valueOf(quote), word + 1);
    }
    boolean q = prefix.equals("q") || prefix.equals("nq");
    if (has(Trait.Q_QUOTE) && quote == '\'' && q && word + 1 < text.length()) {
      int bracket = "[({<".indexOf(text.charAt(word + 1));
      char close = bracket < 0 ? text.charAt(word + 1) : "])}>".charAt(bracket);
      return after(text, close + "'", word + 2);
    }
    return at;
  }

  private int quoted(String text, int open, boolean backslash) {
    char quote = text.charAt(open);
    String three = String.valueOf(quote).repeat(3);
    boolean triple = has(Trait.TRIPLE) && at(text, three, open);
    int at = open + (triple ? 3 : 1);
    while (at < text.length()) {
      char c = text.charAt(at);
      if (backslash && c == '\\') {
        at += 2;
      } else if (triple && at(text, three, at)) {
        return at + 3;
      } else if (!triple && c == quote) {
        boolean twice = at + 1 < text.length() && text.charAt(at + 1) == quote;
        if (!twice || has(Trait.NO_DOUBLING)) {
          return at + 1;
        }
        at += 2;
      } else {
        at++;
      }
    }
    return text.length();
  }

  private static int doubled(String text, int open, char close) {
    int at = open + 1;
    while (at < text.length()) {
      if (text.charAt(at) == close) {
        if (at + 1 == text.length() || text.charAt(at + 1) != close) {
          return at + 1;
        }
        at++;
      }
      at++;
    }
    return text.length();
  }

  private int dollar(String text, int at) {
    int tag = at + 1;
    while (has(Trait.DOLLAR_TAG)
        && tag < text.length()
        && text.charAt(tag) != '$'
        && isWordPart(text.charAt(tag))
        && !(tag == at + 1 && Character.isDigit(text.charAt(tag)))) {
      tag++;
    }
    boolean opens = tag < text.length() && text.charAt(tag) == '$';
    return opens ? after(text, text.substring(at, tag + 1), tag + 1) : at;
  }

  /** Where the grammar has a name only: the text would not be a statement if it were a literal. */
  private static boolean isNamePlace(String text, int open, int end) {
    String before = text.substring(0, open).stripTrailing();
    return text.startsWith(".", end)
        || (open > 0 && text.charAt(open - 1) == '.')
        || before.endsWith("from")
        || before.endsWith("join")
        || before.endsWith(",");
  }

  private int wordEnd(String text, int from) {
    int end = from;
    while (end < text.length()
        && isWordPart(text.charAt(end))
        && !(has(Trait.DOLLAR_ENDS_WORD) && text.charAt(end) == '$')) {
      end++;
    }
    return end;
  }

  private static boolean at(String text, String piece, int at) {
    return text.startsWith(piece, at);
  }

  private static int after(String text, String piece, int from) {
    int found = text.indexOf(piece, Math.min(from, text.length()));
    return found < 0 ? text.length() : found + piece.length();
  }

  private static boolean isWordStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }
}
