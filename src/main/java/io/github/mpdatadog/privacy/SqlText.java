// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.Arrays;

/**
 * A shape while it is being written. Takes whole words of {@link SqlWords} and symbols of its own
 * constants; there is no way to append a character of a statement.
 */
final class SqlText {

  static final int LONGEST = 2_000;

  private static final String PARAMETER = "?";
  private static final int DEEPEST = 16;
  private static final String COMPARISONS = "<>=";

  /** What was written last, as far as spaces and repetition depend on it. */
  enum Last {
    NOTHING,
    PARAMETER,
    WORD,
    KEYWORD,
    FUNCTION,
    OPEN,
    CLOSE,
    COMMA,
    DOT,
    OPERATOR
  }

  private char[] out;
  private int length;
  private final int[] open = new int[DEEPEST];
  private final int[] siblingStart = new int[DEEPEST];
  private final int[] siblingEnd = new int[DEEPEST];
  private int depth;
  private int operatorRun;
  private int marked = -1;
  private int compared = -1;
  private Last beforeCompared = Last.NOTHING;
  private boolean comparison;
  private boolean loneParameter;
  private boolean afterLoneParameter;
  private Last last = Last.NOTHING;

  SqlText(int sizeHint) {
    out = new char[Math.min(sizeHint, LONGEST) + 16];
  }

  Last last() {
    return last;
  }

  boolean isFull() {
    return length > LONGEST;
  }

  void keyword(String constant) {
    word(constant, Last.KEYWORD);
  }

  void function(String constant) {
    word(constant, Last.FUNCTION);
  }

  /** What comes next is compared with something, as after {@code LIKE}. */
  void compares(boolean next) {
    comparison = next;
  }

  void own(String word) {
    if (last != Last.DOT) {
      compared = comparison ? length : -1;
      beforeCompared = last;
    }
    comparison = false;
    word(word, Last.WORD);
  }

  /** What was compared was no column if another word follows it: {@code name = Jane Roe}. */
  void takeBack() {
    if (last == Last.WORD && compared >= 0) {
      length = compared;
      last = beforeCompared;
      parameter();
    }
  }

  private void word(String word, Last kind) {
    space();
    append(word);
    last = kind;
  }

  /** Runs and lists of it are one: their length may depend on the data. */
  void parameter() {
    if (last == Last.PARAMETER) {
      return;
    }
    if (last == Last.COMMA && afterLoneParameter) {
      length--;
    } else {
      loneParameter = last != Last.OPERATOR;
      space();
      append(PARAMETER);
    }
    last = Last.PARAMETER;
  }

  /** To come back to: behind the first literal. */
  void mark() {
    marked = marked < 0 ? length : marked;
  }

  /** Forgets what was written since. Nothing but a {@code ?} may follow. */
  void backToMark() {
    if (marked >= 0 && marked < length) {
      length = marked;
      last = Last.PARAMETER;
    }
  }

  void comma() {
    comparison = false;
    afterLoneParameter = last == Last.PARAMETER && loneParameter;
    append(',');
    last = Last.COMMA;
  }

  /** Only behind a known word: of {@code v1_0.id} just the column is left. */
  void dot() {
    if (last == Last.WORD) {
      append('.');
      last = Last.DOT;
    }
  }

  void semicolon() {
    append(';');
    depth = 0;
    last = Last.KEYWORD;
  }

  /**
   * @param constant one of the scanner's constants
   */
  void operator(String constant, boolean adjacent) {
    boolean joined = adjacent && last == Last.OPERATOR;
    operatorRun = joined ? operatorRun + 1 : 1;
    if (operatorRun > 3) {
      return;
    }
    if (!joined) {
      space();
    }
    append(constant);
    comparison = COMPARISONS.contains(constant);
    last = Last.OPERATOR;
  }

  void open(boolean spaced) {
    comparison = false;
    if (last != Last.FUNCTION && (spaced || (last != Last.WORD && last != Last.PARAMETER))) {
      space();
    }
    if (depth < DEEPEST) {
      open[depth] = length;
    }
    depth++;
    append('(');
    last = Last.OPEN;
  }

  void close() {
    append(')');
    last = Last.CLOSE;
    if (depth > 0 && --depth < DEEPEST) {
      collapseGroup();
    }
  }

  /** Of {@code (?), (?)} one is left: how many rows there are depends on the data. */
  private void collapseGroup() {
    int start = open[depth];
    int before = siblingStart[depth];
    int end = siblingEnd[depth];
    int count = length - start;
    boolean sameLength = end + 2 == start && end - before == count;
    if (sameLength && out[end] == ',' && isRepeated(before, start, count)) {
      length = end;
    } else {
      siblingStart[depth] = start;
      siblingEnd[depth] = length;
    }
  }

  private boolean isRepeated(int first, int second, int count) {
    for (int i = 0; i < count; i++) {
      if (out[first + i] != out[second + i]) {
        return false;
      }
    }
    return true;
  }

  private void space() {
    if (last != Last.NOTHING && last != Last.OPEN && last != Last.DOT) {
      append(' ');
    }
  }

  private void append(String constant) {
    reserve(constant.length());
    constant.getChars(0, constant.length(), out, length);
    length += constant.length();
  }

  private void append(char symbol) {
    reserve(1);
    out[length++] = symbol;
  }

  private void reserve(int more) {
    if (length + more > out.length) {
      out = Arrays.copyOf(out, 2 * out.length + more);
    }
  }

  @Override
  public String toString() {
    int end = length;
    while (end > 0 && out[end - 1] == ';') {
      end--;
    }
    return new String(out, 0, end);
  }
}
