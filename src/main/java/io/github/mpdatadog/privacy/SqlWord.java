// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import org.jspecify.annotations.Nullable;

/**
 * A word that a shape may contain: a keyword, a word of the vocabulary, or both at once as a column
 * named {@code date} is. What is written is always one of these two copies.
 */
record SqlWord(int hash, @Nullable String keyword, @Nullable String own, int flags) {

  /** May begin a statement. */
  static final int VERB = 1;

  /** Begins a statement whose other words may be data: {@code SET search_path TO smith}. */
  static final int OPAQUE = 1 << 1;

  /** What follows is the name of a procedure, and then nothing but data. */
  static final int CALL = 1 << 2;

  /** May stand anywhere. */
  static final int STRUCTURE = 1 << 3;

  /** Is a keyword before an opening parenthesis only: Max is a first name, {@code MAX(} is not. */
  static final int FUNCTION = 1 << 4;

  /** A table follows. */
  static final int TABLE = 1 << 5;

  /** May follow a literal. Any other word after one means that its quotes were miscounted. */
  static final int AFTER_LITERAL = 1 << 6;

  /** Is a keyword only after one with {@link #LEADS}: a value in {@code = NULL}. */
  static final int LED = 1 << 7;

  static final int LEADS = 1 << 8;

  /** Begins a statement and is followed by another one. */
  static final int PREFIX = 1 << 9;

  /** The statement's operation is the next verb outside of parentheses. */
  static final int WITH = 1 << 10;

  /** Defines something, of which only an {@link #OBJECT} has a name that is not a person's. */
  static final int DEFINES = 1 << 13;

  static final int OBJECT = 1 << 14;

  static final int COLLECTION = 1 << 11;
  static final int PROCEDURE = 1 << 12;

  /** Nothing that follows is looked at: {@code PIVOT (... FOR name IN ([Bill], [Mark]))}. */
  static final int ENDS = 1 << 15;

  /** Begins a statement that may have rows of data behind it, in a format of their own. */
  static final int BRINGS_DATA = 1 << 16;

  /** Outside of parentheses, ends such a statement if it calls nothing: {@code FORMAT CSV}. */
  static final int DATA_FOLLOWS = 1 << 17;

  /** In such a statement, is followed by a row in parentheses, a parameter or a clause. */
  static final int ROWS_FOLLOW = 1 << 18;

  /** May follow {@link #ROWS_FOLLOW}. */
  static final int AFTER_ROWS = 1 << 19;

  /** What follows is no name of a table or column: an alias, a value, a collation. */
  static final int BARS = 1 << 20;

  /** Is followed by BY, or by names that are made of data: {@code PARTITION (john)}. */
  static final int PARTS = 1 << 21;

  /** A number or a list in parentheses may follow, and then a name: {@code TOP 10 id}. */
  static final int COUNTS = 1 << 22;

  /** Has a type behind its AS. */
  static final int CASTS = 1 << 23;

  /** Begins a statement whose rows of values name no column: there is nothing to read one from. */
  static final int INSERTS = 1 << 24;

  /** There is, behind this. */
  static final int QUERIES = 1 << 25;

  /** A value follows, or in parentheses several. */
  static final int COMPARES = 1 << 27;

  /** Belongs to the keyword before it; behind another word, what follows is a value. */
  static final int LED_BY_ANY = 1 << 26;

  boolean is(int flag) {
    return (flags & flag) != 0;
  }

  /** Compares without the case of ASCII letters only: in Unicode, a Kelvin sign is a k. */
  boolean equals(String text, int from, int to) {
    String mine = keyword != null ? keyword : own;
    if (mine == null || mine.length() != to - from) {
      return false;
    }
    for (int i = 0; i < mine.length(); i++) {
      char a = mine.charAt(i);
      char b = text.charAt(from + i);
      if (a != b && ((a ^ b) != 0x20 || (a | 0x20) < 'a' || (a | 0x20) > 'z')) {
        return false;
      }
    }
    return true;
  }
}
