// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static io.github.mpdatadog.privacy.SqlWord.AFTER_LITERAL;
import static io.github.mpdatadog.privacy.SqlWord.AFTER_ROWS;
import static io.github.mpdatadog.privacy.SqlWord.AS;
import static io.github.mpdatadog.privacy.SqlWord.ASSIGNS;
import static io.github.mpdatadog.privacy.SqlWord.BARE_ARGUMENTS;
import static io.github.mpdatadog.privacy.SqlWord.BARS;
import static io.github.mpdatadog.privacy.SqlWord.BLOCK;
import static io.github.mpdatadog.privacy.SqlWord.BRINGS_DATA;
import static io.github.mpdatadog.privacy.SqlWord.CALL;
import static io.github.mpdatadog.privacy.SqlWord.CASTS;
import static io.github.mpdatadog.privacy.SqlWord.COMPARES;
import static io.github.mpdatadog.privacy.SqlWord.CONDITION;
import static io.github.mpdatadog.privacy.SqlWord.CONTINUES;
import static io.github.mpdatadog.privacy.SqlWord.COUNTS;
import static io.github.mpdatadog.privacy.SqlWord.DATA_FOLLOWS;
import static io.github.mpdatadog.privacy.SqlWord.DEFINES;
import static io.github.mpdatadog.privacy.SqlWord.DISTINCT;
import static io.github.mpdatadog.privacy.SqlWord.ENDS;
import static io.github.mpdatadog.privacy.SqlWord.ENDS_OPERAND;
import static io.github.mpdatadog.privacy.SqlWord.FOR;
import static io.github.mpdatadog.privacy.SqlWord.FROM;
import static io.github.mpdatadog.privacy.SqlWord.FUNCTION;
import static io.github.mpdatadog.privacy.SqlWord.INSERTS;
import static io.github.mpdatadog.privacy.SqlWord.KEY;
import static io.github.mpdatadog.privacy.SqlWord.LATERAL;
import static io.github.mpdatadog.privacy.SqlWord.LEADS;
import static io.github.mpdatadog.privacy.SqlWord.LED;
import static io.github.mpdatadog.privacy.SqlWord.LED_BY_ANY;
import static io.github.mpdatadog.privacy.SqlWord.MERGE;
import static io.github.mpdatadog.privacy.SqlWord.OBJECT;
import static io.github.mpdatadog.privacy.SqlWord.ON;
import static io.github.mpdatadog.privacy.SqlWord.OPAQUE;
import static io.github.mpdatadog.privacy.SqlWord.OPERAND;
import static io.github.mpdatadog.privacy.SqlWord.ORDER;
import static io.github.mpdatadog.privacy.SqlWord.PARTS;
import static io.github.mpdatadog.privacy.SqlWord.PREFIX;
import static io.github.mpdatadog.privacy.SqlWord.QUERIES;
import static io.github.mpdatadog.privacy.SqlWord.ROW;
import static io.github.mpdatadog.privacy.SqlWord.ROWS_FOLLOW;
import static io.github.mpdatadog.privacy.SqlWord.SELECT;
import static io.github.mpdatadog.privacy.SqlWord.STRUCTURE;
import static io.github.mpdatadog.privacy.SqlWord.TABLE;
import static io.github.mpdatadog.privacy.SqlWord.VALUE;
import static io.github.mpdatadog.privacy.SqlWord.VERB;
import static io.github.mpdatadog.privacy.SqlWord.WITH;

import java.util.function.ObjLongConsumer;

/**
 * The keywords of the usual dialects that tell one statement from another.
 *
 * <p>Left out on purpose: words that are values (TRUE, CURRENT_USER), names of types, and words
 * that are people's names without being needed to read a query (GRANT, MAY). They become {@code ?}.
 */
final class SqlKeywords {

  static void forEach(ObjLongConsumer<String> to) {
    each(to, VERB | STRUCTURE, "DELETE TRUNCATE");
    each(to, VERB | STRUCTURE | QUERIES | SELECT | OPERAND, "SELECT");
    each(to, VERB | STRUCTURE | QUERIES | MERGE, "MERGE");
    each(to, VERB | STRUCTURE | INSERTS, "UPSERT");
    each(to, VERB | STRUCTURE | BRINGS_DATA | INSERTS, "INSERT");
    each(to, VERB | STRUCTURE | ROWS_FOLLOW | BARS | INSERTS, "VALUES");
    each(to, DATA_FOLLOWS, "FORMAT");
    each(to, STRUCTURE | ENDS, "PIVOT UNPIVOT");
    each(to, VERB | STRUCTURE | DEFINES, "CREATE ALTER DROP");
    each(to, VERB | STRUCTURE | TABLE | QUERIES, "UPDATE");
    each(to, VERB | STRUCTURE | FUNCTION | INSERTS, "REPLACE");
    each(to, VERB | STRUCTURE | WITH | AFTER_LITERAL, "WITH");
    each(to, VERB | PREFIX, "EXPLAIN");
    each(to, VERB | CALL, "CALL");
    each(to, VERB | CALL | BARE_ARGUMENTS, "EXEC EXECUTE");
    each(
        to,
        VERB | OPAQUE,
        "ANALYZE CLOSE COMMENT COMMIT COPY DEALLOCATE DECLARE DESCRIBE LISTEN LOAD NOTIFY"
            + " OPEN PRAGMA PREPARE REFRESH REINDEX RELEASE RESET ROLLBACK SAVEPOINT SHOW UNLOCK USE"
            + " VACUUM");
    each(to, VERB | OPAQUE | BLOCK, "BEGIN");
    each(to, VERB | OPAQUE | STRUCTURE | AFTER_LITERAL, "FETCH LOCK START");
    each(to, VERB | OPAQUE | STRUCTURE | AFTER_LITERAL | ASSIGNS, "SET");
    each(to, STRUCTURE | TABLE | AFTER_LITERAL | FROM, "FROM");
    each(to, STRUCTURE | TABLE | AFTER_LITERAL, "JOIN");
    each(to, STRUCTURE | TABLE | AFTER_LITERAL, "INTO");
    each(to, STRUCTURE | TABLE | OBJECT, "TABLE");
    each(to, STRUCTURE | OBJECT, "INDEX MATERIALIZED SEQUENCE VIEW");
    each(to, STRUCTURE | OBJECT | LEADS | AFTER_LITERAL, "UNIQUE");
    each(
        to,
        STRUCTURE | AFTER_LITERAL,
        "CHECK CONNECT CONSTRAINT CROSS DO ELSE EXCEPT FULL GROUP INNER INTERSECT LEFT MINUS NULLS"
            + " OUTPUT QUALIFY REFERENCES RIGHT THEN UNION USING WHEN WINDOW");
    each(to, STRUCTURE | AFTER_LITERAL | CONTINUES, "AND OR");
    each(to, STRUCTURE | AFTER_LITERAL | CONDITION, "HAVING WHERE");
    each(to, STRUCTURE | AFTER_LITERAL | FOR, "FOR");
    each(to, STRUCTURE | AFTER_LITERAL | ORDER, "ORDER");
    each(
        to, STRUCTURE | AFTER_LITERAL | COMPARES | CONTINUES, "BETWEEN ILIKE IN LIKE REGEXP RLIKE");
    each(to, STRUCTURE | AFTER_LITERAL | BARS | AS, "AS");
    each(to, STRUCTURE | AFTER_LITERAL | BARS, "ASC COLLATE DESC ESCAPE LIMIT OFFSET");
    each(to, STRUCTURE | AFTER_LITERAL | BARS | ENDS_OPERAND, "END");
    each(to, STRUCTURE | AFTER_LITERAL | BARS | OPERAND | ENDS_OPERAND, "DEFAULT");
    each(
        to,
        STRUCTURE | BARS,
        "CASCADE FOLLOWING LAST LOCKED MODE NOTHING NOWAIT PRECEDING ROWS SHARE UNBOUNDED");
    each(
        to,
        STRUCTURE | BARS | OPERAND | ENDS_OPERAND,
        "CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP LOCALTIMESTAMP ROWNUM SYSDATE");
    each(to, STRUCTURE | BARS | OPERAND, "INTERVAL");
    each(to, STRUCTURE | BARS | COUNTS, "FIRST SKIP TOP");
    each(to, STRUCTURE | PARTS, "PARTITION PARTITIONS SUBPARTITION");
    each(to, STRUCTURE | LED_BY_ANY, "BY");
    each(to, FUNCTION | CASTS, "CAST");
    each(to, STRUCTURE | AFTER_LITERAL | AFTER_ROWS | ON, "ON");
    each(to, STRUCTURE | AFTER_LITERAL | AFTER_ROWS, "RETURNING");
    each(to, STRUCTURE | AFTER_LITERAL | LEADS | CONTINUES, "IS");
    each(to, STRUCTURE | AFTER_LITERAL | LEADS | CONTINUES | OPERAND, "NOT");
    each(to, STRUCTURE | AFTER_ROWS | BARS | ROW | OPERAND, "ROW");
    each(to, STRUCTURE | LEADS, "DUPLICATE FOREIGN NO");
    each(to, STRUCTURE | LEADS | AFTER_LITERAL, "PRIMARY");
    each(to, LED | KEY, "KEY");
    each(to, LED | BARS | CONTINUES, "NULL");
    each(
        to,
        STRUCTURE,
        "ADD COLUMN CONFLICT IF MATCHED MODIFY NATURAL OF ONLY OUTER OVER PERCENT PREWHERE RANGE"
            + " RECURSIVE SETS SIBLINGS SIMILAR SQL_CALC_FOUND_ROWS SQL_NO_CACHE STRAIGHT_JOIN"
            + " TIES");
    each(to, STRUCTURE | OPERAND, "ALL ANY CASE CURRENT EXISTS NEW NEXT PRIOR SOME");
    each(to, STRUCTURE | DISTINCT, "DISTINCT");
    each(to, STRUCTURE | LATERAL, "APPLY LATERAL");
    each(to, STRUCTURE | VALUE | AFTER_LITERAL, "VALUE");
    each(to, FUNCTION | AFTER_LITERAL, "COLUMNS DAY HOUR MINUTE MONTH OPTION SECOND YEAR");
    each(
        to,
        FUNCTION,
        "ABS ARRAY_AGG AVG CEIL CEILING CHAR_LENGTH COALESCE CONCAT CONVERT COUNT CUBE DATE"
            + " DATEADD DATEDIFF DATE_ADD DATE_PART DATE_SUB DATE_TRUNC DENSE_RANK EXTRACT FILTER"
            + " FLOOR GREATEST GROUPING GROUP_CONCAT IFNULL ISNULL JSON_VALUE LAG LEAD LEAST"
            + " LENGTH LISTAGG LOWER MAX MIN MOD NEXTVAL NOW NTILE NULLIF NVL"
            + " POSITION RANK ROLLUP ROUND ROW_NUMBER STRING_AGG SUBSTR SUBSTRING SUM TO_CHAR"
            + " TO_DATE TRIM UNNEST UPPER");
  }

  private static void each(ObjLongConsumer<String> to, long flags, String words) {
    for (String word : words.split(" ", -1)) {
      to.accept(word, flags);
    }
  }

  private SqlKeywords() {}
}
