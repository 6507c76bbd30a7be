// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static io.github.mpdatadog.privacy.SqlWord.AFTER_LITERAL;
import static io.github.mpdatadog.privacy.SqlWord.AFTER_ROWS;
import static io.github.mpdatadog.privacy.SqlWord.BRINGS_DATA;
import static io.github.mpdatadog.privacy.SqlWord.CALL;
import static io.github.mpdatadog.privacy.SqlWord.DATA_FOLLOWS;
import static io.github.mpdatadog.privacy.SqlWord.DEFINES;
import static io.github.mpdatadog.privacy.SqlWord.ENDS;
import static io.github.mpdatadog.privacy.SqlWord.FUNCTION;
import static io.github.mpdatadog.privacy.SqlWord.LEADS;
import static io.github.mpdatadog.privacy.SqlWord.LED;
import static io.github.mpdatadog.privacy.SqlWord.OBJECT;
import static io.github.mpdatadog.privacy.SqlWord.OPAQUE;
import static io.github.mpdatadog.privacy.SqlWord.PREFIX;
import static io.github.mpdatadog.privacy.SqlWord.ROWS_FOLLOW;
import static io.github.mpdatadog.privacy.SqlWord.STRUCTURE;
import static io.github.mpdatadog.privacy.SqlWord.TABLE;
import static io.github.mpdatadog.privacy.SqlWord.VERB;
import static io.github.mpdatadog.privacy.SqlWord.WITH;

import java.util.function.ObjIntConsumer;

/**
 * The keywords of the usual dialects that tell one statement from another.
 *
 * <p>Left out on purpose: words that are values (TRUE, CURRENT_USER), names of types, and words
 * that are people's names without being needed to read a query (GRANT, DAY, MAY). They become
 * {@code ?}.
 */
final class SqlKeywords {

  static void forEach(ObjIntConsumer<String> to) {
    each(to, VERB | STRUCTURE, "SELECT DELETE MERGE UPSERT TRUNCATE");
    each(to, VERB | STRUCTURE | BRINGS_DATA, "INSERT");
    each(to, VERB | STRUCTURE | ROWS_FOLLOW, "VALUES");
    each(to, DATA_FOLLOWS, "FORMAT");
    each(to, STRUCTURE | ENDS, "PIVOT UNPIVOT");
    each(to, VERB | STRUCTURE | DEFINES, "CREATE ALTER DROP");
    each(to, VERB | STRUCTURE | TABLE, "UPDATE");
    each(to, VERB | STRUCTURE | FUNCTION, "REPLACE");
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
    each(to, STRUCTURE | TABLE | AFTER_LITERAL, "FROM JOIN");
    each(to, STRUCTURE | TABLE, "INTO");
    each(to, STRUCTURE | TABLE | OBJECT, "TABLE");
    each(to, STRUCTURE | OBJECT, "INDEX MATERIALIZED SEQUENCE UNIQUE VIEW");
    each(
        to,
        STRUCTURE | AFTER_LITERAL,
        "AND AS ASC BETWEEN COLLATE CONNECT CROSS DESC ELSE END ESCAPE EXCEPT FOR FULL GROUP HAVING ILIKE IN"
            + " INNER INTERSECT LEFT LIKE LIMIT MINUS NULLS OFFSET OR ORDER RIGHT THEN"
            + " UNION WHEN WHERE");
    each(to, STRUCTURE | AFTER_LITERAL | AFTER_ROWS, "ON RETURNING");
    each(to, STRUCTURE | AFTER_LITERAL | LEADS, "IS NOT");
    each(to, STRUCTURE | AFTER_ROWS, "ROW");
    each(to, STRUCTURE | LEADS, "DUPLICATE FOREIGN NO PRIMARY");
    each(to, LED, "KEY NULL");
    each(
        to,
        STRUCTURE,
        "ADD ALL ANY APPLY BY CASCADE CASE CHECK COLUMN CONFLICT CONSTRAINT CURRENT DEFAULT"
            + " DISTINCT DO EXISTS FIRST FOLLOWING IF INTERVAL LAST LATERAL LOCKED MATCHED"
            + " MODE NATURAL NEXT NOTHING NOWAIT OF ONLY OUTER OUTPUT OVER PARTITION"
            + " PERCENT PRECEDING PRIOR QUALIFY RANGE RECURSIVE REFERENCES REGEXP RLIKE ROWS"
            + " SETS SHARE SIMILAR SKIP SOME TIES TOP UNBOUNDED USING VALUE"
            + " WINDOW CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP LOCALTIMESTAMP ROWNUM SYSDATE");
    each(
        to,
        FUNCTION,
        "ABS ARRAY_AGG AVG CAST CEIL CEILING CHAR_LENGTH COALESCE CONCAT CONVERT COUNT CUBE DATE"
            + " DATEADD DATEDIFF DATE_ADD DATE_PART DATE_SUB DATE_TRUNC DENSE_RANK EXTRACT FILTER"
            + " FLOOR GREATEST GROUPING GROUP_CONCAT HOUR IFNULL ISNULL JSON_VALUE LAG LEAD LEAST"
            + " LENGTH LISTAGG LOWER MAX MIN MINUTE MOD MONTH NEXTVAL NOW NTILE NULLIF NVL"
            + " POSITION RANK ROLLUP ROUND ROW_NUMBER SECOND STRING_AGG SUBSTR SUBSTRING SUM TO_CHAR"
            + " TO_DATE TRIM UNNEST UPPER YEAR");
  }

  private static void each(ObjIntConsumer<String> to, int flags, String words) {
    for (String word : words.split(" ", -1)) {
      to.accept(word, flags);
    }
  }

  private SqlKeywords() {}
}
