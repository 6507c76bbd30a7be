// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.Arrays;

/**
 * Empties the literals of a statement that every dialect reads alike: unsigned numbers and texts in
 * single quotes, standing free. What they hold does not count for the shape, so that statements
 * which differ in nothing else have the same one, and need to be scanned once only.
 *
 * <p>Where one character could make a dialect see it otherwise, as a comment, a backslash or any
 * other quote could, nothing is emptied: the statement is then known by its whole text alone.
 */
final class PlainLiterals {

  /** There is nothing to empty, or it cannot be told what there is. */
  static final int NONE = SqlQuotes.UNSURE;

  private static final byte CODE = 0;
  private static final byte DELIMITER = 1;

  /** From here on a character has to be looked at. */
  private static final byte DIGIT = 2;

  private static final byte QUOTE = 3;

  /** Begins a comment where another one follows. */
  private static final byte COMMENT = 4;

  private static final byte OTHER = 5;

  private static final byte[] KINDS = new byte[128];

  static {
    Arrays.fill(KINDS, OTHER);
    mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.?:+*%|!", CODE);
    mark(" \t\n\r(),;=<>", DELIMITER);
    mark("0123456789", DIGIT);
    mark("'", QUOTE);
    mark("-/", COMMENT);
  }

  private static void mark(String of, byte as) {
    for (int i = 0; i < of.length(); i++) {
      KINDS[of.charAt(i)] = as;
    }
  }

  /**
   * Writes the statement with its literals emptied.
   *
   * @param statement of at most {@link SqlCursor#MOST_CHARS}, for no more is scanned
   * @param to at least as long as the statement
   * @return how much was written, or {@link #NONE}
   */
  static int emptied(String statement, byte[] to) {
    int length = 0;
    int copied = 0;
    int at = next(statement, 0);
    while (at < statement.length()) {
      int end = literalEnd(statement, at);
      if (end == NONE) {
        return NONE;
      }
      if (end > at) {
        length = copy(statement, copied, at, to, length);
        boolean text = statement.charAt(at) == '\'';
        to[length++] = (byte) (text ? '\'' : '0');
        if (text) {
          to[length++] = '\'';
        }
        copied = end;
      }
      at = next(statement, Math.max(end, at + 1));
    }
    return copied == 0 ? NONE : copy(statement, copied, at, to, length);
  }

  /** Behind the literal that begins there; the same place if none does, or {@link #NONE}. */
  private static int literalEnd(String statement, int at) {
    boolean free = isFree(statement, at - 1);
    return switch (kind(statement.charAt(at))) {
      case DIGIT -> {
        int end = free ? behindNumber(statement, at) : at;
        yield isFree(statement, end) ? end : at;
      }
      case QUOTE -> {
        int end = free ? SqlQuotes.quoted(statement, at, statement.length()) : NONE;
        yield end != NONE && isFree(statement, end) ? end : NONE;
      }
      case COMMENT -> beginsComment(statement, at) ? NONE : at;
      default -> NONE;
    };
  }

  private static int next(String statement, int from) {
    int i = from;
    while (i < statement.length() && kind(statement.charAt(i)) < DIGIT) {
      i++;
    }
    return i;
  }

  private static byte kind(char c) {
    return c < 128 ? KINDS[c] : OTHER;
  }

  /** All that is copied is ASCII. */
  @SuppressWarnings("deprecation")
  private static int copy(String statement, int from, int end, byte[] to, int length) {
    statement.getBytes(from, end, to, length);
    return length + end - from;
  }

  private static boolean beginsComment(String statement, int at) {
    char next = at + 1 < statement.length() ? statement.charAt(at + 1) : ' ';
    return next == '-' || next == '/' || next == '*';
  }

  private static int behindNumber(String statement, int from) {
    int i = from;
    while (i < statement.length() && isNumber(statement.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isNumber(char c) {
    return c == '.' || SqlQuotes.isDigit(c);
  }

  /** Whether nothing that stands there can belong to a literal beside it. */
  private static boolean isFree(String statement, int at) {
    return at < 0 || at >= statement.length() || kind(statement.charAt(at)) == DELIMITER;
  }

  private PlainLiterals() {}
}
