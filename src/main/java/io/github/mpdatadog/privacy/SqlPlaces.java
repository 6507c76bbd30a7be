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
  private boolean mergeInserts;
  private boolean lateral;
  private boolean defines;
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

  /** With arguments of a function, with a condition, and with assignments. */
  private long argumentDepths;

  private long conditionDepths;
  private long assignmentDepths;

  /** Of what sees the columns before it. */
  private long lateralDepths;

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

  /** Whether nothing but values stands here. */
  boolean isInRow() {
    return rowsAt != NOWHERE && isValue();
  }

  /** Whether no name has an alias or a type behind it here. */
  boolean isArgument() {
    return (argumentDepths & bit(depth)) != 0 && !defines;
  }

  /** Whether a comma cannot stand here. */
  boolean isCondition() {
    return (conditionDepths & bit(depth)) != 0;
  }

  /** Whether an assignment must follow a comma here. */
  boolean isAssignment() {
    return (assignmentDepths & bit(depth)) != 0;
  }

  /** Any token but a comment begins. */
  void token() {
    afterAlias = endsAlias;
    endsAlias = false;
  }

  /**
   * @param tables whether a table must follow
   */
  void open(boolean tables) {
    boolean values = afterAlias || rowsAt == depth || isValue();
    depth++;
    long bit = bit(depth);
    valueDepths = values ? valueDepths | bit : valueDepths & ~bit;
    castDepths = casts ? castDepths | bit : castDepths & ~bit;
    argumentDepths = tables ? argumentDepths & ~bit : argumentDepths | bit;
    lateralDepths = lateral ? lateralDepths | bit : lateralDepths;
    conditionDepths &= ~bit;
    assignmentDepths &= ~bit;
    casts = false;
    lateral = false;
    barred = false;
  }

  void close() {
    lateralDepths &= ~bit(depth);
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
    barred = defines; // CREATE TABLE ... WITH (label = john)
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
    mergeInserts = false;
    lateral = false;
    lateralDepths = 0;
    inserts = word.is(SqlWord.INSERTS);
    defines = word.is(SqlWord.DEFINES);
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
    lateral = word.is(SqlWord.LATERAL);
    clause(word);
    boolean table =
        word.is(SqlWord.ROWS_FOLLOW) && !mergeInserts && lateralDepths == 0; // made of rows
    if ((table || (inserts && rows)) && before != SqlText.Last.OPERATOR) {
      rowsAt = depth;
    }
    boolean row = rowsAt != NOWHERE && rowsAt < depth;
    if (before == SqlText.Last.OPEN && (row ? word.is(SqlWord.SELECT) : opensQuery(word))) {
      valueDepths &= ~bit(depth);
    }
    if (word.is(SqlWord.QUERIES)) {
      merges |= word.is(SqlWord.MERGE);
      inserts = false;
      defines = false;
    }
    mergeInserts |= merges && word.is(SqlWord.BRINGS_DATA);
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

  private void clause(SqlWord word) {
    long bit = bit(depth);
    if (word.is(SqlWord.SELECT)
        || !word.is(SqlWord.CONTINUES | SqlWord.OPERAND | SqlWord.FUNCTION)) {
      conditionDepths &= ~bit;
      assignmentDepths &= ~bit;
    }
    if (word.is(SqlWord.CONDITION)) {
      conditionDepths |= bit;
      defines = false;
    }
    assignmentDepths |= word.is(SqlWord.ASSIGNS) ? bit : 0;
    if (word.is(SqlWord.VERB | SqlWord.TABLE | SqlWord.PARTS) || word.is(SqlWord.ORDER)) {
      argumentDepths &= word.is(SqlWord.FUNCTION) ? ~0 : ~bit;
    }
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
