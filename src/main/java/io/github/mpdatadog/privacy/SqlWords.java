// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.Collection;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All words that a shape may contain, found by a stretch of the statement's text without making an
 * object of it. Immutable.
 */
final class SqlWords {

  private static final int LONGEST = 128;

  private @Nullable SqlWord[] table = new SqlWord[1024];
  private int size;

  SqlWords(
      Collection<String> collections, Collection<String> procedures, Collection<String> columns) {
    SqlKeywords.forEach((word, flags) -> put(word, word, null, flags));
    own(collections.stream(), SqlWord.COLLECTION);
    own(columns.stream(), SqlWord.COLUMN);
    own(procedures.stream().filter(word -> !isNumber(word)), SqlWord.PROCEDURE);
  }

  @Nullable SqlWord find(char[] text, int from, int to) {
    return find(text, from, to, SqlKey.high(text, from, to), SqlKey.low(text, from, to));
  }

  /**
   * @param high of the key that {@link SqlKey} gives for these characters
   * @param low likewise
   */
  @Nullable SqlWord find(char[] text, int from, int to, long high, long low) {
    SqlWord word = table[slot(text, from, to, high, low)];
    return word == null || word.next() == null ? word : word.spelledAs(text, from);
  }

  private int slot(char[] text, int from, int to, long high, long low) {
    int mask = table.length - 1;
    int slot = SqlKey.hash(high, low) & mask;
    while (true) {
      SqlWord word = table[slot];
      if (word == null
          || (word.low() == low
              && word.high() == high
              && (low != SqlKey.HASHED || word.equals(text, from, to)))) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** What is called without quotes and begins like this is a value. */
  private static boolean isNumber(String word) {
    return !word.isEmpty() && SqlQuotes.isDigit(word.charAt(0));
  }

  /** Sorted, so that the first spelling of a word does not depend on what was read first. */
  private void own(Stream<String> words, long flag) {
    words.sorted().forEach(word -> own(word, flag));
  }

  /** A name that only quotes could hold is left out: it might break the shape's punctuation. */
  private void own(String word, long flags) {
    boolean fit = !word.isEmpty() && word.length() <= LONGEST;
    for (int i = 0; fit && i < word.length(); i++) {
      char c = word.charAt(i);
      fit = SqlQuotes.isWordPart(c) || (i > 0 && (c == ' ' || c == '-'));
    }
    if (fit) {
      put(word, null, word, flags);
    }
  }

  private void put(String word, @Nullable String keyword, @Nullable String own, long flags) {
    if (size * 2 >= table.length) {
      grow();
    }
    char[] chars = word.toCharArray();
    long high = SqlKey.high(chars, 0, chars.length);
    long low = SqlKey.low(chars, 0, chars.length);
    int slot = slot(chars, 0, chars.length, high, low);
    SqlWord old = table[slot];
    if (old == null) {
      table[slot] = new SqlWord(high, low, keyword, own, flags, null);
      size++;
    } else {
      table[slot] = old.with(own, flags);
    }
  }

  private void grow() {
    @Nullable SqlWord[] old = table;
    table = new SqlWord[old.length * 2];
    for (SqlWord word : old) {
      if (word != null) {
        String text = word.keyword() != null ? word.keyword() : String.valueOf(word.own());
        table[slot(text.toCharArray(), 0, text.length(), word.high(), word.low())] = word;
      }
    }
  }
}
