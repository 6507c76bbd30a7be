// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

/**
 * Where in a statement a word of the vocabulary can be the name of a table or column, followed
 * token by token while it is scanned. Elsewhere the same word is an alias or a value: a patient can
 * be called as a column is.
 */
final class SqlPlaces {

  private static final int NOWHERE = -1;

  private int depth;

  /** The grammar has no name here. */
  private boolean barred;

  private boolean inserts;
  private boolean merges;
  private boolean laterals;
  private boolean casts;
  private boolean endsAlias;
  private boolean afterAlias;

  /** The depth at which rows of values stand, a count such as {@code TOP (10)}, a list. */
  private int rowsAt = NOWHERE;

  private int countAt = NOWHERE;
  private int listAt = NOWHERE;

  /** A bit for each depth of parentheses: with nothing but values, and with a type behind AS. */
  private long valueDepths;

  private long castDepths;

  /** How many parentheses are open. */
  int depth() {
    return depth;
  }

  /** Whether what stands here cannot follow what stands before it, if that is a name. */
  boolean isBarred() {
    return barred;
  }

  /** Whether a word here can be a name. */
  boolean allowsName() {
    return !barred && !isValue();
  }

  /** Whether what stands here is compared with something, as in {@code IN (7, id)}. */
  boolean isInList() {
    return listAt == depth;
  }

  /** Any token but a comment begins. */
  void token() {
    afterAlias = endsAlias;
    endsAlias = false;
  }

  void open() {
    boolean values = afterAlias || rowsAt == depth || isValue();
    depth++;
    valueDepths = values ? valueDepths | bit(depth) : valueDepths & ~bit(depth);
    castDepths = casts ? castDepths | bit(depth) : castDepths & ~bit(depth);
    casts = false;
    barred = false;
  }

  void close() {
    depth = Math.max(0, depth - 1);
    barred = countAt != depth;
    rowsAt = depth < rowsAt ? NOWHERE : rowsAt;
    listAt = depth < listAt ? NOWHERE : listAt;
  }

  void comma() {
    barred = rowsAt == depth;
  }

  void semicolon() {
    depth = 0;
  }

  void operator() {
    barred = false;
    endsAlias = false;
  }

  /** A cast: what follows it is no name, but may be in parentheses. */
  void cast() {
    endsAlias = true;
  }

  /** A field of what was in parentheses. */
  void field() {
    barred = false;
  }

  void value() {
    barred = countAt != depth;
    endsAlias = barred;
  }

  /**
   * A name that qualifies another one.
   *
   * @param torn whether a space follows its dot
   */
  void qualifier(boolean torn) {
    barred |= torn;
  }

  /**
   * A name, or what stands in place of one.
   *
   * @param known whether it was written
   * @param isType whether it follows a keyword behind which types or aliases stand
   */
  void name(boolean known, boolean isType) {
    // Names of columns behind an alias are aliases; of values, behind PostgreSQL's crosstab().
    endsAlias = (barred || isType) && !known;
    barred = true;
    countAt = countAt == depth ? NOWHERE : countAt;
  }

  void verb(SqlWord word) {
    merges = false;
    laterals = false;
    inserts = word.is(SqlWord.INSERTS);
  }

  /**
   * @param rows whether rows of values may follow
   * @param led whether it stands right behind another keyword
   * @param before what was written before it
   * @param summary as it was before it
   */
  void keyword(SqlWord word, boolean rows, boolean led, SqlText.Last before, SqlSummary summary) {
    if (depth == rowsAt && !word.is(SqlWord.ROW)) {
      rowsAt = NOWHERE;
    }
    laterals |= word.is(SqlWord.LATERAL);
    boolean table = word.is(SqlWord.ROWS_FOLLOW) && !merges && !laterals; // made of rows
    if ((table || (inserts && rows)) && before != SqlText.Last.OPERATOR) {
      rowsAt = depth;
    }
    boolean row = rowsAt == depth - 1;
    if (before == SqlText.Last.OPEN && (row ? word.is(SqlWord.SELECT) : opensQuery(word))) {
      valueDepths &= ~bit(depth);
    }
    if (word.is(SqlWord.QUERIES)) {
      merges |= word.is(SqlWord.MERGE);
      inserts = false;
    }
    endsAlias = word.is(SqlWord.AS);
    inserts |= word.is(SqlWord.INSERTS) && !word.is(SqlWord.ROWS_FOLLOW) && !merges;
    boolean counts = word.is(SqlWord.COUNTS) || (summary.isDistinct() && word.is(SqlWord.ON));
    countAt = counts ? depth : NOWHERE;
    boolean locks = summary.isFor() && word.is(SqlWord.QUERIES) && word.is(SqlWord.TABLE);
    barred =
        word.is(SqlWord.LED_BY_ANY)
            ? !led
            : locks || (word.is(SqlWord.BARS) && (castDepths & bit(depth)) == 0);
    casts = word.is(SqlWord.CASTS);
    listAt = word.is(SqlWord.COMPARES) ? depth + 1 : depth == listAt ? NOWHERE : listAt;
  }

  /** A query, or a window, in {@code AS (...)} or among values. */
  private static boolean opensQuery(SqlWord word) {
    return (word.is(SqlWord.VERB | SqlWord.PARTS) && !word.is(SqlWord.FUNCTION))
        || word.is(SqlWord.ORDER);
  }

  private boolean isValue() {
    return depth < Long.SIZE ? (valueDepths & bit(depth)) != 0 : valueDepths != 0;
  }

  private static long bit(int depth) {
    return depth < Long.SIZE ? 1L << depth : 0;
  }
}
