// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A word that a shape may contain: a keyword, a word of the vocabulary, or both at once as a column
 * named {@code date} is. What is written is always one of these two copies.
 *
 * @param high the upper half of its {@link SqlKey}
 * @param low the lower half
 * @param own as code spells it
 * @param next the same word as other code spells it
 */
record SqlWord(
    long high,
    long low,
    @Nullable String keyword,
    @Nullable String own,
    long flags,
    @Nullable SqlWord next) {

  /** Of a word; each is one more to compare. */
  static final int MOST_SPELLINGS = 8;

  /** May begin a statement. */
  static final long VERB = 1;

  /** Begins a statement whose other words may be data: {@code SET search_path TO smith}. */
  static final long OPAQUE = 1L << 1;

  /** What follows is the name of a procedure, and then nothing but data. */
  static final long CALL = 1L << 2;

  /** Has the arguments of the procedure without parentheses. */
  static final long BARE_ARGUMENTS = 1L << 47;

  /** May stand anywhere. */
  static final long STRUCTURE = 1L << 3;

  /** Is a keyword before an opening parenthesis only: Max is a first name, {@code MAX(} is not. */
  static final long FUNCTION = 1L << 4;

  /** A table follows. */
  static final long TABLE = 1L << 5;

  /** May follow a literal. Any other word after one means that its quotes were miscounted. */
  static final long AFTER_LITERAL = 1L << 6;

  /** Is a keyword only after one with {@link #LEADS}: a value in {@code = NULL}. */
  static final long LED = 1L << 7;

  static final long LEADS = 1L << 8;

  /** Begins a statement and is followed by another one. */
  static final long PREFIX = 1L << 9;

  /** The statement's operation is the next verb outside of parentheses. */
  static final long WITH = 1L << 10;

  /** Defines something, of which only an {@link #OBJECT} has a name that is not a person's. */
  static final long DEFINES = 1L << 13;

  static final long OBJECT = 1L << 14;

  static final long COLLECTION = 1L << 11;
  static final long COLUMN = 1L << 45;

  /** Is a name only where it is called. */
  static final long PROCEDURE = 1L << 12;

  /** Nothing that follows is looked at: {@code PIVOT (... FOR name IN ([Bill], [Mark]))}. */
  static final long ENDS = 1L << 15;

  /** Begins a statement that may have rows of data behind it, in a format of their own. */
  static final long BRINGS_DATA = 1L << 16;

  /** Outside of parentheses, ends such a statement if it calls nothing: {@code FORMAT CSV}. */
  static final long DATA_FOLLOWS = 1L << 17;

  /** In such a statement, is followed by a row in parentheses, a parameter or a clause. */
  static final long ROWS_FOLLOW = 1L << 18;

  /** May follow {@link #ROWS_FOLLOW}. */
  static final long AFTER_ROWS = 1L << 19;

  /** What follows is no name of a table or column: an alias, a value, a collation. */
  static final long BARS = 1L << 20;

  /** Is followed by BY, or by names that are made of data: {@code PARTITION (john)}. */
  static final long PARTS = 1L << 21;

  /** A number or a list in parentheses may follow, and then a name: {@code TOP 10 id}. */
  static final long COUNTS = 1L << 22;

  /** Has a type behind its AS. */
  static final long CASTS = 1L << 23;

  /** Begins a statement whose rows of values name no column: there is nothing to read one from. */
  static final long INSERTS = 1L << 24;

  /** There is, behind this. */
  static final long QUERIES = 1L << 25;

  /** A value follows, or in parentheses several. */
  static final long COMPARES = 1L << 27;

  /** Belongs to the keyword before it; behind another word, what follows is a value. */
  static final long LED_BY_ANY = 1L << 26;

  /** These are looked at one by one: a flag is cheaper to ask for than a text. */
  static final long SELECT = 1L << 28;

  static final long MERGE = 1L << 29;
  static final long FROM = 1L << 30;
  static final long FOR = 1L << 31;
  static final long DISTINCT = 1L << 32;
  static final long KEY = 1L << 33;
  static final long ORDER = 1L << 34;
  static final long AS = 1L << 35;
  static final long ON = 1L << 36;
  static final long VALUE = 1L << 37;
  static final long ROW = 1L << 38;

  /** What follows sees the columns of what stands before, even in rows of values. */
  static final long LATERAL = 1L << 39;

  /** May stand where a value is expected, as behind {@code =}; others are none but with a (. */
  static final long OPERAND = 1L << 40;

  /** Is, or ends, such a value: a minus behind it is no sign. */
  static final long ENDS_OPERAND = 1L << 41;

  /** A condition follows, in which commas are in parentheses only. */
  static final long CONDITION = 1L << 42;

  /** Goes on with it. */
  static final long CONTINUES = 1L << 43;

  /** Assignments follow, one behind each comma. */
  static final long ASSIGNS = 1L << 44;

  /** Unless it stands alone, a procedure may be called behind it, as in Oracle's blocks. */
  static final long BLOCK = 1L << 46;

  boolean is(long flag) {
    return (flags & flag) != 0;
  }

  /** With more flags in all its spellings, and one spelling more if it does not have that. */
  SqlWord with(@Nullable String spelling, long more) {
    return with(spelling, more, MOST_SPELLINGS);
  }

  private SqlWord with(@Nullable String spelling, long more, int room) {
    String mine = own == null ? spelling : own;
    String other = room == 1 || Objects.equals(mine, spelling) ? null : spelling;
    SqlWord rest = next;
    if (rest != null) {
      rest = rest.with(other, more, room - 1);
    } else if (other != null) {
      rest = new SqlWord(high, low, keyword, other, flags | more, null);
    }
    return new SqlWord(high, low, keyword, mine, flags | more, rest);
  }

  /** In the spelling that stands there, if code has it somewhere; else in its first one. */
  SqlWord spelledAs(char[] text, int from) {
    for (SqlWord word = this; word != null; word = word.next) {
      if (word.own != null && isAt(word.own, text, from)) {
        return word;
      }
    }
    return this;
  }

  private static boolean isAt(String spelling, char[] text, int from) {
    for (int i = 0; i < spelling.length(); i++) {
      if (spelling.charAt(i) != text[from + i]) {
        return false;
      }
    }
    return true;
  }

  /** Compares without the case of ASCII letters only: in Unicode, a Kelvin sign is a k. */
  boolean equals(char[] text, int from, int to) {
    String mine = keyword != null ? keyword : own;
    if (mine == null || mine.length() != to - from) {
      return false;
    }
    for (int i = 0; i < mine.length(); i++) {
      char a = mine.charAt(i);
      char b = text[from + i];
      if (a != b && ((a ^ b) != 0x20 || (a | 0x20) < 'a' || (a | 0x20) > 'z')) {
        return false;
      }
    }
    return true;
  }
}
