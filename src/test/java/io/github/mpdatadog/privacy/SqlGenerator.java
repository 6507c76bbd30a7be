// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.SplittableRandom;

/**
 * Writes valid statements of many dialects with data in each place that can hold some.
 *
 * <p>The code depends on one random source and the data on another: two statements of the same code
 * differ in their data only.
 */
final class SqlGenerator {

  static final String CANARY = "Zqx";

  private static final String[] PIECES = {
    "'",
    "''",
    "\"",
    "\\",
    "\\\\",
    "`",
    "[",
    "]",
    "{",
    "}",
    "--",
    "-- ",
    "/*",
    "*/",
    "#",
    ";",
    "$",
    "$$",
    "$a$",
    "\n",
    "\r",
    "\t",
    "\u0000",
    "\u2019",
    "\u02bc",
    "\uff07",
    "\u202e",
    "?",
    ":x",
    "@",
    "(",
    ")",
    ",",
    ".",
    " select ",
    " name ",
    " from visits ",
    " and ",
    "order by",
    "%",
    "_",
    "8675309",
    "q'[",
    "]'",
    "N'",
    "e'",
    " or 1=1 ",
    "O'Brien",
    "//",
    "\u0663",
    "exec p "
  };

  private enum Dialect {
    STANDARD,
    MYSQL,
    POSTGRES,
    ORACLE,
    SQLSERVER,
    BIGQUERY
  }

  private final SplittableRandom code;
  private final SplittableRandom data;
  private final Dialect dialect;
  private final StringBuilder sql = new StringBuilder(256);

  private SqlGenerator(long codeSeed, long dataSeed) {
    code = new SplittableRandom(codeSeed);
    data = new SplittableRandom(dataSeed);
    dialect = Dialect.values()[code.nextInt(Dialect.values().length)];
  }

  static String statement(long codeSeed, long dataSeed) {
    SqlGenerator generator = new SqlGenerator(codeSeed, dataSeed);
    generator.statement();
    return generator.sql.toString();
  }

  private void statement() {
    comment();
    switch (code.nextInt(6)) {
      case 0 -> {
        sql.append("insert into ").append(table()).append(" (id, name) values (");
        value();
        sql.append(", ").append(code.nextInt(99)).append("), (").append(number()).append(", 1)");
      }
      case 1 -> {
        sql.append("update ").append(table()).append(" set name = ");
        value();
        where();
      }
      case 2 -> {
        sql.append("delete from ").append(table());
        where();
      }
      case 3 -> {
        sql.append(code.nextBoolean() ? "exec book_visit " : "{call book_visit(");
        value();
      }
      default -> {
        sql.append("select ");
        columns();
        sql.append(" from ").append(table());
        comment();
        if (code.nextInt(3) == 0) {
          sql.append(" left join ").append(table()).append(" v on v.id = patient_id");
        }
        where();
        if (code.nextBoolean()) {
          sql.append(" order by name desc");
        }
        if (code.nextInt(8) == 0) {
          sql.append(" union all select id from ").append(table());
          where();
        }
      }
    }
    comment();
  }

  private void columns() {
    for (int i = code.nextInt(4); i >= 0; i--) {
      switch (code.nextInt(6)) {
        case 0 -> sql.append("count(*)");
        case 1 -> value();
        case 2 -> sql.append(identifier());
        case 3 -> {
          sql.append("name as ");
          alias();
        }
        default -> sql.append(column());
      }
      sql.append(i > 0 ? "," : "");
      comment();
    }
  }

  private void where() {
    sql.append(" where ");
    for (int i = code.nextInt(4); i >= 0; i--) {
      sql.append(column());
      switch (code.nextInt(5)) {
        case 0 -> {
          sql.append(" in (");
          value();
          sql.append(", ");
          value();
          sql.append(')');
        }
        case 1 -> {
          sql.append(" like ");
          value();
        }
        case 2 -> {
          sql.append(" between ");
          value();
          sql.append(" and ");
          value();
        }
        default -> {
          sql.append(code.nextBoolean() ? "=" : " <> ");
          value();
        }
      }
      comment();
      sql.append(i > 0 ? " and " : "");
    }
  }

  private String table() {
    return switch (code.nextInt(4)) {
      case 0 -> "Patients";
      case 1 -> identifier();
      default -> "visits";
    };
  }

  private String column() {
    return switch (code.nextInt(4)) {
      case 0 -> "v.status";
      case 1 -> identifier();
      default -> "name";
    };
  }

  /** A table or column for each patient: data, though it looks like code. */
  private String identifier() {
    return CANARY + "_" + data.nextInt(1_000_000);
  }

  private String number() {
    return switch (data.nextInt(5)) {
      case 0 -> "-" + data.nextInt(1_000_000_000);
      case 1 -> data.nextInt(1000) + "." + data.nextInt(1000);
      case 2 -> "0x" + Integer.toHexString(data.nextInt());
      case 3 -> data.nextInt(10) + "e-" + data.nextInt(10);
      default -> "." + data.nextInt(1000);
    };
  }

  private void value() {
    switch (code.nextInt(8)) {
      case 0 -> sql.append(number());
      case 1 -> sql.append('?');
      case 2 -> special();
      default -> quoted('\'', content(4));
    }
  }

  private void special() {
    switch (dialect) {
      case MYSQL -> {
        sql.append(code.nextBoolean() ? "_utf8mb4" : "");
        quoted('"', content(4));
      }
      case POSTGRES -> {
        if (code.nextInt(3) == 0) {
          String text = content(4).replace("\\", "\\\\");
          sql.append('E');
          quoted('\'', data.nextBoolean() ? text.replace("'", "\\'") : text);
          return;
        }
        String tag = code.nextBoolean() ? "$$" : "$t$";
        sql.append(tag).append(content(4).replace("$", "")).append(tag);
      }
      case ORACLE -> sql.append("q'[").append(content(4).replace("]", "")).append("]'");
      case SQLSERVER -> {
        sql.append('N');
        quoted('\'', content(4));
      }
      case BIGQUERY -> {
        String text = content(4).replace("'", "\"").replace("\\", "");
        sql.append("'''").append(text).append("'''");
      }
      case STANDARD -> {
        String escape = code.nextInt(3) == 0 ? "{ts " : "U&";
        sql.append(escape);
        quoted('\'', content(4));
        sql.append(escape.startsWith("{") ? "}" : "");
      }
    }
  }

  private void alias() {
    String content = content(2).replace("\u0000", "");
    switch (dialect) {
      case MYSQL -> sql.append('`').append(content.replace("`", "``")).append('`');
      case SQLSERVER -> sql.append('[').append(content.replace("]", "]]")).append(']');
      default -> sql.append('"').append(content.replace("\"", "\"\"")).append('"');
    }
  }

  private void quoted(char quote, String content) {
    boolean backslashes = dialect == Dialect.MYSQL || dialect == Dialect.BIGQUERY;
    if (backslashes) {
      content = content.replace("\\", "\\\\");
    }
    String q = String.valueOf(quote);
    boolean slash = dialect == Dialect.BIGQUERY || (backslashes && data.nextBoolean());
    sql.append(quote).append(content.replace(q, (slash ? "\\" : q) + q)).append(quote);
  }

  private void comment() {
    switch (code.nextInt(12)) {
      case 0 -> {
        String content = content(3).replace("*/", "");
        boolean nests = dialect == Dialect.POSTGRES || dialect == Dialect.SQLSERVER;
        content = content.replace("*/", "").replace("*/", "");
        if (nests) {
          content = content.replace("/*", code.nextBoolean() ? "" : "/* " + CANARY + " */");
        }
        sql.append(code.nextInt(4) == 0 ? " /*+ " : " /* ").append(content).append(" */ ");
      }
      case 1 -> {
        String content = content(3).replace("\n", "").replace("\r", "");
        sql.append(dialect == Dialect.MYSQL && code.nextBoolean() ? " #" : " -- ");
        sql.append(content).append('\n');
      }
      default -> sql.append(' ');
    }
  }

  private String content(int most) {
    StringBuilder content = new StringBuilder();
    for (int i = data.nextInt(most + 1); i > 0; i--) {
      if (data.nextInt(3) == 0) {
        content.append(PIECES[data.nextInt(PIECES.length)]);
      } else {
        content.append(CANARY).append(data.nextInt(100));
      }
      content.append(data.nextBoolean() ? " " : "");
    }
    return content.toString();
  }
}
