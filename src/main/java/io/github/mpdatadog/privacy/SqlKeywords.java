// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static io.github.mpdatadog.privacy.SqlWord.AFTER_LITERAL;
import static io.github.mpdatadog.privacy.SqlWord.AFTER_ROWS;
import static io.github.mpdatadog.privacy.SqlWord.AS;
import static io.github.mpdatadog.privacy.SqlWord.BARS;
import static io.github.mpdatadog.privacy.SqlWord.BRINGS_DATA;
import static io.github.mpdatadog.privacy.SqlWord.CALL;
import static io.github.mpdatadog.privacy.SqlWord.CASTS;
import static io.github.mpdatadog.privacy.SqlWord.COMPARES;
import static io.github.mpdatadog.privacy.SqlWord.COUNTS;
import static io.github.mpdatadog.privacy.SqlWord.DATA_FOLLOWS;
import static io.github.mpdatadog.privacy.SqlWord.DEFINES;
import static io.github.mpdatadog.privacy.SqlWord.DISTINCT;
import static io.github.mpdatadog.privacy.SqlWord.ENDS;
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
 * that are people's names without being needed to read a query (GRANT, DAY, MAY). They become
 * {@code ?}.
 */
final class SqlKeywords {

  static void forEach(ObjLongConsumer<String> to) {
    each(to, VERB | STRUCTURE, "DELETE TRUNCATE");
    each(to, VERB | STRUCTURE | QUERIES | SELECT, "SELECT");
    each(to, VERB | STRUCTURE | QUERIES | MERGE, "MERGE");
    each(to, VERB | STRUCTURE | INSERTS, "UPSERT");
    each(to, VERB | STRUCTURE | BRINGS_DATA | INSERTS, "INSERT");
    each(to, VERB | STRUCTURE | ROWS_FOLLOW | BARS | INSERTS, "VALUES");
    each(to, DATA_FOLLOWS, "FORMAT");
    each(to, STRUCTURE | ENDS, "PIVOT UNPIVOT");
    each(to, VERB | STRUCTURE | DEFINES, "CREATE ALTER DROP");
    each(to, VERB | STRUCTURE | TABLE | QUERIES, "UPDATE");
    each(to, VERB | STRUCTURE | FUNCTION | INSERTS, "REPLACE");
    each(to, VERB | STRUCTURE | WITH, "WITH");
    each(to, VERB | PREFIX, "EXPLAIN");
    each(to, VERB | CALL, "CALL EXEC EXECUTE");
    each(
        to,
        VERB | OPAQUE,
        "ANALYZE BEGIN CLOSE COMMENT COMMIT COPY DEALLOCATE DECLARE DESCRIBE LISTEN LOAD NOTIFY"
            + " OPEN PRAGMA PREPARE REFRESH REINDEX RELEASE RESET ROLLBACK SAVEPOINT SHOW UNLOCK USE"
            + " VACUUM");
    each(to, VERB | OPAQUE | STRUCTURE, "LOCK");
    each(to, VERB | OPAQUE | STRUCTURE | AFTER_LITERAL, "FETCH SET START");
    each(to, STRUCTURE | TABLE | AFTER_LITERAL | FROM, "FROM");
    each(to, STRUCTURE | TABLE | AFTER_LITERAL, "JOIN");
    each(to, STRUCTURE | TABLE, "INTO");
    each(to, STRUCTURE | TABLE | OBJECT, "TABLE");
    each(to, STRUCTURE | OBJECT, "INDEX MATERIALIZED SEQUENCE VIEW");
    each(to, STRUCTURE | OBJECT | LEADS, "UNIQUE");
    each(
        to,
        STRUCTURE | AFTER_LITERAL,
        "AND CONNECT CROSS ELSE EXCEPT FULL GROUP HAVING"
            + " INNER INTERSECT LEFT MINUS NULLS OR RIGHT THEN UNION WHEN WHERE");
    each(to, STRUCTURE | AFTER_LITERAL | FOR, "FOR");
    each(to, STRUCTURE | AFTER_LITERAL | ORDER, "ORDER");
    each(to, STRUCTURE | AFTER_LITERAL | COMPARES, "BETWEEN ILIKE IN LIKE");
    each(to, STRUCTURE | COMPARES, "REGEXP RLIKE");
    each(to, STRUCTURE | AFTER_LITERAL | BARS | AS, "AS");
    each(to, STRUCTURE | AFTER_LITERAL | BARS, "ASC COLLATE DESC END ESCAPE LIMIT OFFSET");
    each(
        to,
        STRUCTURE | BARS,
        "CASCADE CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP DEFAULT FOLLOWING LAST LOCALTIMESTAMP"
            + " LOCKED MODE NOTHING NOWAIT PRECEDING ROWNUM ROWS SHARE SYSDATE UNBOUNDED");
    each(to, STRUCTURE | BARS | COUNTS, "TOP");
    each(to, STRUCTURE | COUNTS, "FIRST SKIP");
    each(to, STRUCTURE | PARTS, "PARTITION PARTITIONS SUBPARTITION");
    each(to, STRUCTURE | LED_BY_ANY, "BY");
    each(to, FUNCTION | CASTS, "CAST");
    each(to, STRUCTURE | AFTER_LITERAL | AFTER_ROWS | ON, "ON");
    each(to, STRUCTURE | AFTER_LITERAL | AFTER_ROWS, "RETURNING");
    each(to, STRUCTURE | AFTER_LITERAL | LEADS, "IS NOT");
    each(to, STRUCTURE | AFTER_ROWS | BARS | ROW, "ROW");
    each(to, STRUCTURE | LEADS, "DUPLICATE FOREIGN NO PRIMARY");
    each(to, LED | KEY, "KEY");
    each(to, LED | BARS, "NULL");
    each(
        to,
        STRUCTURE,
        "ADD ALL ANY CASE CHECK COLUMN CONFLICT CONSTRAINT CURRENT DO"
            + " EXISTS IF INTERVAL MATCHED MODIFY NATURAL NEW NEXT OF ONLY OUTER"
            + " OUTPUT OVER PERCENT PREWHERE PRIOR QUALIFY RANGE RECURSIVE REFERENCES"
            + " SETS SIBLINGS SIMILAR SOME SQL_CALC_FOUND_ROWS SQL_NO_CACHE"
            + " STRAIGHT_JOIN TIES USING WINDOW");
    each(to, STRUCTURE | DISTINCT, "DISTINCT");
    each(to, STRUCTURE | LATERAL, "APPLY LATERAL");
    each(to, STRUCTURE | VALUE, "VALUE");
    each(
        to,
        FUNCTION,
        "ABS ARRAY_AGG AVG CEIL CEILING CHAR_LENGTH COALESCE CONCAT CONVERT COUNT CUBE DATE"
            + " DATEADD DATEDIFF DATE_ADD DATE_PART DATE_SUB DATE_TRUNC DENSE_RANK EXTRACT FILTER"
            + " FLOOR GREATEST GROUPING GROUP_CONCAT HOUR IFNULL ISNULL JSON_VALUE LAG LEAD LEAST"
            + " LENGTH LISTAGG LOWER MAX MIN MINUTE MOD MONTH NEXTVAL NOW NTILE NULLIF NVL"
            + " POSITION RANK ROLLUP ROUND ROW_NUMBER SECOND STRING_AGG SUBSTR SUBSTRING SUM TO_CHAR"
            + " TO_DATE TRIM UNNEST UPPER YEAR");
  }

  private static void each(ObjLongConsumer<String> to, long flags, String words) {
    for (String word : words.split(" ", -1)) {
      to.accept(word, flags);
    }
  }

  private SqlKeywords() {}
}
