// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

/**
 * A shape while it is being written. Takes whole words of {@link SqlWords} and symbols of its own
 * constants; there is no way to append a character of a statement.
 */
final class SqlText {

  static final int LONGEST = 2_000;

  private static final String PARAMETER = "?";
  private static final int DEEPEST = 16;
  private static final String COMPARISONS = "<>=|";

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

  private final StringBuilder out;
  private final int[] open = new int[DEEPEST];
  private final int[] siblingStart = new int[DEEPEST];
  private final int[] siblingEnd = new int[DEEPEST];
  private int depth;
  private int operatorRun;
  private int marked = -1;
  private int wordAt;
  private Last beforeWord = Last.NOTHING;
  private boolean comparison;
  private boolean compared;
  private boolean full;
  private boolean alias;
  private boolean loneParameter;
  private boolean afterLoneParameter;
  private Last last = Last.NOTHING;

  SqlText(int sizeHint) {
    out = new StringBuilder(Math.min(sizeHint, LONGEST) + 16);
  }

  Last last() {
    return last;
  }

  /** What comes is not written any more. */
  boolean isFull() {
    return full;
  }

  /**
   * @param as whether an alias follows
   */
  void keyword(String constant, boolean as) {
    word(constant, Last.KEYWORD);
    alias = as;
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
      wordAt = out.length();
      beforeWord = last;
      compared = comparison;
    }
    comparison = false;
    word(word, Last.WORD);
  }

  boolean isCompared() {
    return comparison;
  }

  /** What was compared was no column if another word follows it: {@code name = Jane Roe}. */
  void takeBackCompared() {
    if (compared) {
      takeBack();
    }
  }

  void takeBack() {
    if (last == Last.WORD) {
      out.setLength(wordAt);
      last = beforeWord;
      parameter();
    }
  }

  private void word(String word, Last kind) {
    space();
    append(word);
    alias = false;
    last = kind;
  }

  /** Runs and lists of it are one: their length may depend on the data. */
  void parameter() {
    if (last == Last.PARAMETER) {
      return;
    }
    if (last == Last.COMMA && afterLoneParameter) {
      out.setLength(out.length() - (full ? 0 : 1));
    } else {
      loneParameter = last != Last.OPERATOR && !alias;
      alias = false;
      space();
      append(PARAMETER);
    }
    last = Last.PARAMETER;
  }

  /** What follows is not told. */
  void cutOff() {
    if (full && out.charAt(out.length() - 1) != '?') {
      out.append(" ?");
    }
    parameter();
  }

  /** To come back to: behind the first literal. */
  void mark() {
    marked = marked < 0 ? out.length() : marked;
  }

  /** Forgets what was written since. Nothing but a {@code ?} may follow. */
  void backToMark() {
    if (marked >= 0 && marked < out.length()) {
      out.setLength(marked);
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
      open[depth] = out.length();
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
    int count = out.length() - start;
    boolean sameLength = end + 2 == start && end - before == count;
    if (!full && sameLength && out.charAt(end) == ',' && isRepeated(before, start, count)) {
      out.setLength(end);
    } else {
      siblingStart[depth] = start;
      siblingEnd[depth] = out.length();
    }
  }

  private boolean isRepeated(int first, int second, int count) {
    for (int i = 0; i < count; i++) {
      if (out.charAt(first + i) != out.charAt(second + i)) {
        return false;
      }
    }
    return true;
  }

  private void append(String constant) {
    if (!full) {
      out.append(constant);
      full = out.length() > LONGEST;
    }
  }

  private void append(char symbol) {
    if (!full) {
      out.append(symbol);
      full = out.length() > LONGEST;
    }
  }

  private void space() {
    if (last != Last.NOTHING && last != Last.OPEN && last != Last.DOT) {
      append(' ');
    }
  }

  @Override
  public String toString() {
    int end = out.length();
    while (end > 0 && out.charAt(end - 1) == ';') {
      end--;
    }
    return out.substring(0, end);
  }
}
