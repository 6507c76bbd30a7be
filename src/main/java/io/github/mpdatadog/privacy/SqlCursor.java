// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.Locale;

/**
 * A place in a statement, and what characters alone tell of it and of what is around it. The
 * scanner extends it, for it reads {@link #chars} and moves {@link #at} for each character.
 */
abstract class SqlCursor {

  /** Longer statements are scanned up to here. */
  static final int MOST_CHARS = 100_000;

  /** May stand right before a quote; in MySQL also the name of a coding, with a _ before it. */
  private static final String PREFIXES =
      " B BR BX DATE E G GX INTERVAL N R RB TIME TIMESTAMP U UX X ";

  private static final int LONGEST_PREFIX = 16;
  private static final int LONGEST_PATH = 256;

  /** JDBC's, without the call of a procedure. */
  private static final String[] ESCAPES = {"ts", "t", "d", "fn", "oj", "escape", "limit"};

  static final byte STOP = 0;
  static final byte SPACE = 1;
  static final byte LETTER = 2;
  static final byte DIGIT = 3;
  static final byte OPERATOR = 4;
  static final byte PARAMETER = 5;
  static final byte OTHER = 6;

  static final String OPERATORS = "=<>+-*/%|";

  /** What a token of ASCII begins with tells its kind; of all others a letter can. */
  static final byte[] KINDS = new byte[128];

  private static final boolean[] WORD = new boolean[128];
  private static final boolean[] BETWEEN = new boolean[128];

  static {
    mark(" \t\n\r\f\u000b", SPACE);
    mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", LETTER);
    mark("0123456789", DIGIT);
    mark(OPERATORS, OPERATOR);
    mark("?^&~", PARAMETER);
    mark("'\"`[(){},.;:@$#!", OTHER);
    for (int c = 0; c < WORD.length; c++) {
      BETWEEN[c] = c <= ' ' || ",)=;<>".indexOf(c) >= 0;
      WORD[c] = KINDS[c] == LETTER || KINDS[c] == DIGIT;
    }
  }

  private static void mark(String of, byte as) {
    for (int i = 0; i < of.length(); i++) {
      KINDS[of.charAt(i)] = as;
    }
  }

  final String text;

  /** The same, to read from: a String looks into its coding for each character. */
  final char[] chars;

  /** Behind the last character that is looked at. */
  final int end;

  /** Of the character that is looked at next. */
  int at;

  /** The {@link SqlKey} of a word, until the next one is skipped. */
  long wordHigh;

  long wordLow;

  SqlCursor(String text) {
    this.text = text;
    end = text.length() <= MOST_CHARS ? text.length() : wholeWords(text);
    chars = new char[end];
    text.getChars(0, end, chars, 0);
  }

  /** What is left of a word that was cut may be another word. */
  private static int wholeWords(String text) {
    int end = MOST_CHARS;
    while (end > 0 && isWordPart(text.charAt(end)) && isWordPart(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  static boolean isWordPart(char c) {
    return SqlQuotes.isWordPart(c);
  }

  final boolean wordBefore() {
    return at > 0 && isWordPart(chars[at - 1]);
  }

  final boolean nextIs(char c) {
    return at < end && chars[at] == c;
  }

  final boolean startsWith(String lowerCase, int from) {
    return text.regionMatches(true, from, lowerCase, 0, lowerCase.length());
  }

  final int skipSpaces(int from) {
    int i = from;
    while (i < end && chars[i] <= ' ') {
      i++;
    }
    return i;
  }

  final void skipSpaces() {
    at = skipSpaces(at);
  }

  /** A dollar may be part of the word, or begin a literal. */
  final void skipWord() {
    while (at < end
        && (isWordPart(chars[at]) || chars[at] == '@')
        && !(chars[at] == '$' && (!wordBefore() || text.startsWith("$", at + 1)))) {
      at++;
    }
  }

  final boolean to(int position) {
    at = Math.max(at, position);
    return position != SqlQuotes.UNSURE;
  }

  final boolean opensNext() {
    int i = at;
    while (i < end && chars[i] == ' ') {
      i++;
    }
    return i < end && chars[i] == '(';
  }

  final boolean isBy() {
    skipSpaces();
    return startsWith("by", at);
  }

  static boolean isAsciiWordPart(char c) {
    return c < 128 && WORD[c];
  }

  /** Moves behind the word that begins here, and notes its key. */
  final void skipPlainWord() {
    int from = at;
    long first = 0;
    long last = 0;
    int i = from;
    while (i < end && isAsciiWordPart(chars[i])) {
      first = first << Byte.SIZE | last >>> (Long.SIZE - Byte.SIZE);
      last = last << Byte.SIZE | SqlKey.folded(chars[i]);
      i++;
    }
    at = i;
    wordHigh = first;
    wordLow = last;
    if (i - from > SqlKey.LONGEST || (i < end && continuesWord(chars[i], i))) {
      skipOddWord(from);
    }
  }

  private void skipOddWord(int from) {
    while (at < end && (isAsciiWordPart(chars[at]) || continuesWord(chars[at], at))) {
      at++;
    }
    wordHigh = SqlKey.hashed(chars, from, at);
    wordLow = SqlKey.HASHED;
  }

  /** Two dollars are part of a name in PostgreSQL and the beginning of a literal in Cassandra. */
  private boolean continuesWord(char c, int i) {
    return c < 128 ? c == '$' && !text.startsWith("$", i + 1) : isWordPart(c);
  }

  /** Dates, times and UUIDs without quotes are one number as well. */
  final void skipNumber() {
    char before = 0;
    while (at < end) {
      char c = chars[at];
      char next = at + 1 < end ? chars[at + 1] : 0;
      boolean part = c < 128 && c != '$' && isWordPart(c);
      boolean sign = (before | 0x20) == 'e' && (c == '-' || c == '+') && SqlQuotes.isDigit(next);
      boolean joined =
          (c == '-' && next < 128 && next != '$' && isWordPart(next))
              || (c == ':' && SqlQuotes.isDigit(next));
      if (!part && c != '.' && !sign && !joined) {
        return;
      }
      before = c;
      at++;
    }
  }

  /** Where Snowflake loads from, as in {@code @visits/2026/roe.csv}. */
  final void skipStage() {
    if (at < end && "/~%".indexOf(chars[at]) >= 0) {
      while (at < end && isStage(chars[at]) && !isComment(chars[at])) {
        at++;
      }
    }
  }

  private static boolean isStage(char c) {
    return c != '$' && (isPath(c) || "/~%-=".indexOf(c) >= 0);
  }

  final boolean isComment(char c) {
    return c == '#'
        || (c == '-' && startsWith("--", at))
        || (c == '/' && (startsWith("//", at) || startsWith("/*", at)));
  }

  /** Of JDBC. */
  final boolean isEscape() {
    for (String escape : ESCAPES) {
      int after = at + escape.length();
      if (startsWith(escape, at) && after < end && !isWordPart(chars[after])) {
        return true;
      }
    }
    return false;
  }

  final boolean isOracleQuote(int from) {
    int length = at - from;
    return (length == 1 || (length == 2 && startsWith("n", from))) && (chars[at - 1] | 0x20) == 'q';
  }

  /**
   * Behind a word, unless it is the prefix of a literal: {@code 'the parents' and their sisters'
   * room'} has as many quotes as three texts. A sentence may end with one, too.
   */
  final boolean isApostrophe() {
    char before = at == 0 ? ' ' : chars[at - 1];
    if (!isWordPart(before)) {
      return "?!.)]".indexOf(before) >= 0;
    }
    return !isPrefix(at);
  }

  /** Of a literal, as the word that ends there. */
  final boolean isPrefix(int to) {
    int from = to - 1;
    while (from > 0 && to - from <= LONGEST_PREFIX && isWordPart(chars[from - 1])) {
      from--;
    }
    String word = text.substring(from, to).toUpperCase(Locale.ROOT);
    return chars[from] == '_' || PREFIXES.contains(" " + word + " ");
  }

  /** After {@code 'O'Brien'} the quotes are out of step. */
  final boolean touchesWord() {
    return at < end && (isWordPart(chars[at]) || "'\"`#@".indexOf(chars[at]) >= 0);
  }

  /** A number ends where a dollar begins a literal, a name goes on. */
  final boolean endsOddly(int from) {
    int i = from;
    while (i < at && chars[i] == '@') {
      i++;
    }
    boolean torn = i < at && SqlQuotes.isDigit(chars[i]) && text.substring(i, at).indexOf('$') > 0;
    return torn || touchesWord();
  }

  /**
   * {@code roe@example.com}, {@code roe's} and {@code ward\roe} are texts that lost their quotes.
   */
  final boolean isTorn() {
    if (at >= end || isBetween(chars[at])) {
      return false;
    }
    int from = at;
    int last = Math.min(end, at + LONGEST_PATH);
    while (from < last && (isPath(chars[from]) || isJoined(from))) {
      from++;
    }
    char next = from < end ? chars[from] : ' ';
    return next >= 128
        || "'\"`\\#{?@".indexOf(next) >= 0
        || (next == '&' && isEntity(from + 1))
        || (next == '!' && !startsWith("=", from + 1))
        || (next == ':' && (from + 1 == end || chars[from + 1] <= ' '));
  }

  /** An apostrophe of HTML, for example. */
  private boolean isEntity(int from) {
    int i = from;
    while (i < end && (chars[i] == '#' || isWordPart(chars[i]))) {
      i++;
    }
    return i > from && i < end && chars[i] == ';';
  }

  private static boolean isBetween(char c) {
    return c < 128 && BETWEEN[c];
  }

  /** As in {@code john-roe@example.com}. */
  private boolean isJoined(int i) {
    return "+-/".indexOf(chars[i]) >= 0 && i + 1 < end && isWordPart(chars[i + 1]);
  }

  private static boolean isPath(char c) {
    return c == '.' || isWordPart(c);
  }

  /** Whether a column and an operator stand there. */
  final boolean isAssigned(int from) {
    int i = skipSpaces(from);
    while (i < end && (isPath(chars[i]) || "\"`[]:".indexOf(chars[i]) >= 0)) {
      i++;
    }
    i = skipSpaces(i);
    return i < end && "=+-*/%|&^(@?".indexOf(chars[i]) >= 0;
  }
}
