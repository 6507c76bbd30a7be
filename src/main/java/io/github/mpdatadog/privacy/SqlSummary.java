// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import org.jspecify.annotations.Nullable;

/** The operation of a statement and the tables it names, gathered while it is scanned. */
final class SqlSummary {

  private static final int MOST_TABLES = 3;

  private final @Nullable String[] tables = new String[MOST_TABLES];
  private int count;
  private int marked = -1;
  private boolean more;
  private boolean awaitsVerb;
  private boolean inTables;
  private boolean expectsTable;
  private int depth;
  private long queries = 1;
  private boolean afterDistinct;
  private boolean afterKey;
  private boolean afterFor;
  private @Nullable String operation;

  /** Whether the grammar wants a table's name here, where MySQL would not take a text. */
  boolean expectsTable() {
    return expectsTable;
  }

  void keyword(SqlWord word, String constant, boolean nested) {
    if (word.is(SqlWord.VERB) && (operation == null || (awaitsVerb && !nested))) {
      operation = constant;
      awaitsVerb = word.is(SqlWord.WITH);
    }
    boolean select = word.is(SqlWord.SELECT);
    queries |= select ? bit() : 0;
    boolean other = word.is(SqlWord.FROM) ? isFunctions() : (afterKey || afterFor);
    expectsTable = word.is(SqlWord.TABLE) && !other;
    inTables = expectsTable;
    afterDistinct = word.is(SqlWord.DISTINCT);
    afterKey = word.is(SqlWord.KEY); // ON DUPLICATE KEY UPDATE names columns
    afterFor = word.is(SqlWord.FOR);
  }

  /** {@code TRIM(' ' FROM "Roe")} and {@code IS DISTINCT FROM "Roe"} have texts there. */
  private boolean isFunctions() {
    return afterDistinct || (queries & bit()) == 0;
  }

  private long bit() {
    return depth < Long.SIZE ? 1L << depth : 0;
  }

  void call(String constant, @Nullable String procedure) {
    operation = constant;
    more = true; // a procedure is no table
    if (procedure != null) {
      add(procedure);
    }
  }

  void name(@Nullable SqlWord word, boolean isQualifier) {
    if (expectsTable && !isQualifier) {
      expectsTable = false;
      String own = word != null && word.is(SqlWord.COLLECTION) ? word.own() : null;
      if (own != null) {
        add(own);
      } else {
        more = true;
      }
    }
  }

  /** Whether {@code UPDATE} would lock rows here. */
  boolean isFor() {
    return afterFor;
  }

  boolean isDistinct() {
    return afterDistinct;
  }

  /** What stands there in place of a name. */
  void value() {
    more |= expectsTable;
    expectsTable = false;
  }

  /** To come back to where the first literal was. */
  void mark() {
    marked = marked < 0 ? count : marked;
  }

  void backToMark() {
    if (marked >= 0) {
      count = marked;
      more = true;
    }
  }

  void comma() {
    expectsTable = inTables;
  }

  void open() {
    depth++;
    queries &= ~bit();
    operator();
  }

  void close() {
    depth = Math.max(0, depth - 1);
    operator();
  }

  void operator() {
    expectsTable = false;
    inTables = false;
  }

  void semicolon() {
    depth = 0;
    operator();
  }

  /** Two spellings are one table, as to most databases. */
  private void add(String table) {
    for (int i = 0; i < count; i++) {
      if (table.equalsIgnoreCase(tables[i])) {
        return;
      }
    }
    if (count < MOST_TABLES) {
      tables[count++] = table;
    } else {
      more = true;
    }
  }

  SqlShape shape(String text) {
    if (operation == null) {
      return new SqlShape(text, null, null, null);
    }
    StringBuilder summary = new StringBuilder(64).append(operation);
    for (int i = 0; i < count; i++) {
      summary.append(' ').append(tables[i]);
    }
    return new SqlShape(
        text, summary.toString(), operation, count == 1 && !more ? tables[0] : null);
  }
}
