// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

/**
 * Finds where quotes and comments end, in the readings of all dialects at once.
 *
 * <p>Each method gives the position behind the construct, or {@link #UNSURE} when it does not end
 * or when two dialects would end it in different places: then what follows is code to one of them
 * and data to the other, and nothing of it can be trusted.
 */
final class SqlQuotes {

  static final int UNSURE = -1;

  private static final int LONGEST_TAG = 64;

  /** A quote of any kind, with doubled quotes inside, or backslashes as MySQL has them. */
  static int quoted(String text, int open, int limit) {
    char quote = text.charAt(open);
    if (isTriple(text, open)) {
      return UNSURE;
    }
    int from = open + 1;
    while (true) {
      int close = text.indexOf(quote, from);
      if (close < 0 || close >= limit) {
        return UNSURE;
      }
      int slash = close;
      while (text.charAt(slash - 1) == '\\') {
        slash--;
      }
      if ((close - slash & 1) == 1) {
        return UNSURE; // 'it\'s' goes on in MySQL and ends in standard SQL
      }
      if (close + 1 >= limit || text.charAt(close + 1) != quote) {
        return close + 1;
      }
      if (isTriple(text, close)) {
        return UNSURE;
      }
      from = close + 2;
    }
  }

  /** They open a longer literal in BigQuery. */
  private static boolean isTriple(String text, int at) {
    return text.startsWith(text.charAt(at) == '"' ? "\"\"\"" : "'''", at);
  }

  /** {@code q'[...]'}: to be sure, it must end at the first quote, as it would elsewhere. */
  static int oracleQuoted(String text, int open, int limit) {
    int end = quoted(text, open, limit);
    if (end == UNSURE || end - open < 4 || text.indexOf('\'', open + 1) != end - 1) {
      return UNSURE;
    }
    char first = text.charAt(open + 1);
    int bracket = "[({<".indexOf(first);
    char last = bracket < 0 ? first : "])}>".charAt(bracket);
    return text.charAt(end - 2) == last ? end : UNSURE;
  }

  /** A name in backticks, which are an operator elsewhere. */
  static int backticked(String text, int open, int limit) {
    int close = text.indexOf('`', open + 1);
    boolean sure =
        close > 0
            && close < limit
            && isPlain(text, open + 1, close)
            && !text.startsWith("`", close + 1);
    return sure ? close + 1 : UNSURE;
  }

  /**
   * A name in brackets, or an array: both must end at the same bracket. Likewise an escape of JDBC
   * in braces, which are a comment in Informix.
   */
  static int bracketed(String text, int open, int limit) {
    char bracket = text.charAt(open) == '[' ? ']' : '}';
    int close = text.indexOf(bracket, open + 1);
    if (close < 0 || close >= limit || (close + 1 < limit && text.charAt(close + 1) == bracket)) {
      return UNSURE;
    }
    boolean inside = false;
    for (int i = open + 1; i < close; i++) {
      if (text.charAt(i) == '\'' && (text.charAt(i - 1) | 0x20) != 'q' && !isTriple(text, i)) {
        inside = !inside;
      } else if (!isPlain(text, i, i + 1)) {
        return UNSURE;
      }
    }
    return inside ? UNSURE : close + 1;
  }

  /**
   * {@code $tag$...$tag$}, which is a name in MySQL.
   *
   * @param tagEnd the position of the second dollar
   */
  static int dollarQuoted(String text, int open, int tagEnd, int limit) {
    if (tagEnd - open > LONGEST_TAG) {
      return UNSURE;
    }
    String tag = text.substring(open, tagEnd + 1);
    int close = text.indexOf(tag, tagEnd + 1);
    boolean sure =
        close > (tag.length() == 2 ? 0 : tagEnd + 1) // in $a$$a$ Cassandra begins in the middle
            && close + tag.length() <= limit
            && isPlain(text, tagEnd + 1, close);
    return sure ? close + tag.length() : UNSURE;
  }

  /**
   * A comment to the end of the line.
   *
   * @param from behind the characters that open it
   * @param sure false when the same characters are no comment in some dialect
   */
  static int lineComment(String text, int from, int limit, boolean sure) {
    int newline = text.indexOf('\n', from);
    int end = newline < 0 || newline >= limit ? limit : newline;
    boolean plain = true;
    boolean oneLine = true;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      plain &= isPlain(c);
      // Alone, it ends the comment in PostgreSQL and not in MySQL.
      oneLine &= "\r\u000b\f\u0085\u2028\u2029".indexOf(c) < 0 || i == end - 1;
    }
    return plain || (sure && oneLine) ? end : UNSURE;
  }

  /** Comments nest in PostgreSQL and SQL Server; elsewhere the first end is the end. */
  static int blockComment(String text, int open, int limit) {
    int depth = 1;
    int firstEnd = 0;
    int at = open + 2;
    while (depth > 0) {
      if (at + 1 >= limit) {
        return UNSURE;
      }
      char c = text.charAt(at);
      char next = text.charAt(at + 1);
      if (c == '*' && next == '/') {
        depth--;
        at += 2;
        firstEnd = firstEnd == 0 ? at : firstEnd;
      } else if (c == '/' && next == '*') {
        if (firstEnd != 0) {
          return UNSURE;
        }
        depth++;
        at += 2;
      } else if (firstEnd != 0 && (c == '-' || !isPlain(c))) {
        return UNSURE;
      } else {
        at++;
      }
    }
    boolean nested = firstEnd != at;
    if (nested && at < limit && (text.charAt(at) == '*' || text.charAt(at) == '/')) {
      return UNSURE;
    }
    // MySQL runs what is in /*! */, so that a quote in there is one.
    boolean code = text.startsWith("!", open + 2) || text.startsWith("M!", open + 2);
    return code && !isPlain(text, open + 3, at - 2) ? UNSURE : at;
  }

  /** Letters of names. Others, such as marks and modifiers, may turn into quotes on the way. */
  static boolean isWordPart(char c) {
    if (c < 128) {
      return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || isDigit(c) || c == '_' || c == '$';
    }
    int type = Character.getType(c);
    return type == Character.UPPERCASE_LETTER
        || type == Character.LOWERCASE_LETTER
        || type == Character.OTHER_LETTER;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether nothing there opens or closes anything, comments to the end of the line included. */
  private static boolean isPlain(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!isPlain(c) || (c == '-' && text.startsWith("-", i + 1))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the character neither opens nor closes anything in any dialect. */
  private static boolean isPlain(char c) {
    return c < 128 ? "'\"`[]{}/*#$\\".indexOf(c) < 0 && c != 0 : isWordPart(c);
  }

  private SqlQuotes() {}
}
