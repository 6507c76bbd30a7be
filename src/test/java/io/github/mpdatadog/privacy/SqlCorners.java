// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

/**
 * Statements at the edges of the grammar, each with its shape and its summary in the clinic's
 * vocabulary: what ends the scan, what does not, and what a summary counts.
 */
final class SqlCorners {

  static final String[][] CASES = {
    {"SELECT id \u0080 FROM visits", "SELECT id ?", "SELECT"},
    {"(SELECT id FROM visits)", "(SELECT id FROM visits)", "SELECT visits"},
    {"SELECT (1) FROM \"visits\"", "SELECT (?) FROM visits", "SELECT visits"},
    {
      "SELECT id FROM \"visits\", \"Patients\"",
      "SELECT id FROM visits, Patients",
      "SELECT visits Patients"
    },
    {"SELECT .5'Roe', id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT id::text'Roe', name FROM visits", "SELECT id ?", "SELECT"},
    {"SELECT id::date, name FROM visits", "SELECT id, name FROM visits", "SELECT visits"},
    {"SELECT '7'::date, name FROM visits", "SELECT ?, name FROM visits", "SELECT visits"},
    {
      "SELECT id FROM visits WHERE ! status",
      "SELECT id FROM visits WHERE ? status",
      "SELECT visits"
    },
    {
      "SELECT id FROM visits WHERE id != 7 AND status = 1",
      "SELECT id FROM visits WHERE id <> ? AND status = ?",
      "SELECT visits"
    },
    {"SELECT @p'Roe', id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT @p, id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT id$$ Roe $$, name FROM visits", "SELECT id ?", "SELECT"},
    {"SELECT $a$$a$, name FROM visits", "SELECT ?", "SELECT"},
    {"SELECT @%$$ , name FROM visits", "SELECT ?", "SELECT"},
    {"SELECT @@1$a$0x, name FROM visits", "SELECT ?", "SELECT"},
    {"SELECT id::1$a$0x, name FROM visits", "SELECT id ?", "SELECT"},
    {"SELECT {escape '''Roe'}, name FROM visits", "SELECT ?", "SELECT"},
    {"SELECT id FROM visits\u0080 WHERE id = 7", "SELECT id FROM visits ?", "SELECT visits"},
    {"SELECT v.values, v.order FROM visits v", "SELECT ?, order FROM visits", "SELECT visits"},
    {"SELECT v.select FROM visits v", "SELECT ? FROM visits", "SELECT visits"},
    {
      "INSERT INTO visits EXEC book_visit",
      "INSERT INTO visits EXEC book_visit",
      "EXEC visits book_visit"
    },
    {
      "INSERT INTO visits EXEC book_visit 7",
      "INSERT INTO visits EXEC book_visit ?",
      "EXEC visits book_visit"
    },
    {
      "SELECT id FROM visits WHERE name = NULL",
      "SELECT id FROM visits WHERE name = ?",
      "SELECT visits"
    },
    {
      "SELECT id FROM visits WHERE name IS NULL",
      "SELECT id FROM visits WHERE name IS NULL",
      "SELECT visits"
    },
    {"SELECT max FROM visits", "SELECT ? FROM visits", "SELECT visits"},
    {"SELECT max(id) FROM visits", "SELECT MAX(id) FROM visits", "SELECT visits"},
    {"notes select id from visits", "?", null},
    {"COMMIT ;", "COMMIT", "COMMIT"},
    {"COMMIT   ", "COMMIT", "COMMIT"},
    {"COMMIT", "COMMIT", "COMMIT"},
    {"CALL book_visit.", "CALL book_visit", "CALL book_visit"},
    {"CALL book_visit  (7)", "CALL book_visit(?)", "CALL book_visit"},
    {"CALL clinic.book_visit(7)", "CALL book_visit(?)", "CALL book_visit"},
    {"{call book_visit} ", "CALL book_visit", "CALL book_visit"},
    {"{ call book_visit(7) }", "CALL book_visit(?)", "CALL book_visit"},
    {"{?= call book_visit(7)}", "? = CALL book_visit(?)", "CALL book_visit"},
    {"{SELECT id FROM visits}", "?", null},
    {"SELECT `id`'Roe' FROM visits", "SELECT ?", "SELECT"},
    {"SELECT [id]'Roe' FROM visits", "SELECT ?", "SELECT"},
    {"SELECT 1e+5, id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT 1E+id FROM visits", "SELECT ? + id FROM visits", "SELECT visits"},
    {"SELECT 1+id FROM visits", "SELECT ? + id FROM visits", "SELECT visits"},
    {"SELECT 7-id, 7-$1 FROM visits", "SELECT ? - ? FROM visits", "SELECT visits"},
    {"SELECT 10:30, name FROM visits", "SELECT ?, name FROM visits", "SELECT visits"},
    {"SELECT 7:name, name FROM visits", "SELECT ?, name FROM visits", "SELECT visits"},
    {"SELECT 7\u0080, id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT 7$Roe$, id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT $1'Roe', id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT $1, id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT $x'Roe', id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT $x, id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT .5, id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT visits.5x, id FROM visits", "SELECT visits.?, id FROM visits", "SELECT visits"},
    {"SELECT id := 7 FROM visits", "SELECT id = ? FROM visits", "SELECT visits"},
    {"SELECT :p'Roe', id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT :p, id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT id FROM visits + 7, \"name\"", "SELECT id FROM visits + ?, ?", "SELECT visits"},
    {"SELECT {fnord 'Roe'}, id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT {d '2024-01-01'}, id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT {ts'2024-01-01'}, id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT {d}, id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT :a$b, id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT :a$$Roe$$, id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT :$$Roe$$, id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT @$$Roe$$, id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {
      "WITH a AS (SELECT id FROM visits) INSERT INTO audit_log SELECT id FROM a",
      "WITH ? AS (SELECT id FROM visits) INSERT INTO audit_log SELECT id FROM ?",
      "INSERT visits audit_log"
    },
    {
      "WITH a AS (SELECT id FROM visits) SELECT id FROM a",
      "WITH ? AS (SELECT id FROM visits) SELECT id FROM ?",
      "SELECT visits"
    },
    {
      "SELECT id FROM visits WHERE id IN (SELECT id FROM audit_log)",
      "SELECT id FROM visits WHERE id IN (SELECT id FROM audit_log)",
      "SELECT visits audit_log"
    },
    {
      "SELECT id FROM visits, Patients, audit_log",
      "SELECT id FROM visits, Patients, audit_log",
      "SELECT visits Patients audit_log"
    },
    {
      "SELECT id FROM visits, Patients, audit_log, order",
      "SELECT id FROM visits, Patients, audit_log, ORDER",
      "SELECT visits Patients audit_log"
    },
    {
      "SELECT id FROM visits JOIN visits ON id = id",
      "SELECT id FROM visits JOIN visits ON id = id",
      "SELECT visits"
    },
    {"SELECT id FROM ?", "SELECT id FROM ?", "SELECT"},
    {
      "DELETE FROM visits; DELETE FROM audit_log",
      "DELETE FROM visits; DELETE FROM audit_log",
      "DELETE visits audit_log"
    },
    {
      "SELECT id FROM visits WHERE status IS DISTINCT FROM \"name\"",
      "SELECT id FROM visits WHERE status IS DISTINCT FROM ?",
      "SELECT visits"
    },
    {
      "SELECT TRIM(name FROM \"status\") FROM visits",
      "SELECT TRIM(name FROM ?) FROM visits",
      "SELECT visits"
    },
    {
      "SELECT ((((((((((((((((((1), (1)))))))))))))))))), id FROM visits",
      "SELECT ((((((((((((((((((?), (?)))))))))))))))))), id FROM visits",
      "SELECT visits"
    },
    {
      "SELECT id FROM visits WHERE id = - - - - 7",
      "SELECT id FROM visits WHERE id = ?",
      "SELECT visits"
    },
    {
      "SELECT id FROM visits WHERE id <=>|< name",
      "SELECT id FROM visits WHERE id <=> name",
      "SELECT visits"
    },
    {
      "SELECT id FROM visits WHERE id =-+*/% name",
      "SELECT id FROM visits WHERE id =* ?",
      "SELECT visits"
    },
    {
      "SELECT id FROM visits WHERE id || || || name",
      "SELECT id FROM visits WHERE id || ?",
      "SELECT visits"
    },
    {
      "INSERT INTO visits (id, name) VALUES (1, 'a'), (2, 'b'), (id, 'c')",
      "INSERT INTO visits (id, name) VALUES (?)",
      "INSERT visits"
    },
    {"SELECT (1, 'a'), (2, 'b'), (id, 'c')", "SELECT (?), (id, ?)", "SELECT"},
    {
      "INSERT INTO visits (id, name) VALUES (1, name), (2, name), (2, status)",
      "INSERT INTO visits (id, name) VALUES (?)",
      "INSERT visits"
    },
    {"SELECT (1, name), (2, name), (2, status)", "SELECT (?, name), (?, status)", "SELECT"},
    {"SELECT q'[Roe]', id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT nq'{Roe}', id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT q'[Roe', id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT q'xRoex', id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT q'xRoey', id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT q'x', id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT q'', id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT $a$Roe$a$, id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT $a$Roe$b$, id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT id -- Roe\nFROM visits", "SELECT id FROM visits", "SELECT visits"},
    {"SELECT id --Roe\nFROM visits", "SELECT id FROM visits", "SELECT visits"},
    {"SELECT id -- it's\nFROM visits", "SELECT id FROM visits", "SELECT visits"},
    {"SELECT id --it's\nFROM visits", "SELECT id ?", "SELECT"},
    {"SELECT id -- Roe\rx\nFROM visits", "SELECT id FROM visits", "SELECT visits"},
    {"SELECT id -- it's\r\nFROM visits", "SELECT id FROM visits", "SELECT visits"},
    {"SELECT id -- it's\rname\nFROM visits", "SELECT id ?", "SELECT"},
    {"SELECT id # Roe\nFROM visits", "SELECT id FROM visits", "SELECT visits"},
    {"SELECT id # it's\nFROM visits", "SELECT id ?", "SELECT"},
    {"SELECT id // Roe\nFROM visits", "SELECT id FROM visits", "SELECT visits"},
    {"SELECT id /* Roe */ FROM visits", "SELECT id FROM visits", "SELECT visits"},
    {"SELECT id /* a /* b */ c */ FROM visits", "SELECT id FROM visits", "SELECT visits"},
    {"SELECT id /* a /* b */ 'c' */ FROM visits", "SELECT id ?", "SELECT"},
    {"SELECT id /* a /* b */ c - d */ FROM visits", "SELECT id ?", "SELECT"},
    {"SELECT id /* a /* b */ c */* FROM visits", "SELECT id ?", "SELECT"},
    {"SELECT id /* a */* 7 FROM visits", "SELECT id * ? FROM visits", "SELECT visits"},
    {"SELECT id /*! Roe */ FROM visits", "SELECT id FROM visits", "SELECT visits"},
    {"SELECT id /*!40101 'Roe' */ FROM visits", "SELECT id ?", "SELECT"},
    {"SELECT id /*M! 'Roe' */ FROM visits", "SELECT id ?", "SELECT"},
    {"SELECT id /*M!Roe*/ FROM visits", "SELECT id FROM visits", "SELECT visits"},
    {"SELECT id /*", "SELECT id ?", "SELECT"},
    {"SELECT id /* a *", "SELECT id ?", "SELECT"},
    {"SELECT id /* a /* b */ /* c */ */ FROM visits", "SELECT id ?", "SELECT"},
    {"SELECT 'a''b', id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT 'a\\\\b', id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT 'a\\\\', id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT 'a\\', id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT '''Roe''', id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT 'a'''  , id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT \"id\", name FROM visits", "SELECT ?, name FROM visits", "SELECT visits"},
    {"SELECT [id], name FROM visits", "SELECT id, name FROM visits", "SELECT visits"},
    {"SELECT ARRAY['a', 'b'], id FROM visits", "SELECT ?, id FROM visits", "SELECT visits"},
    {"SELECT [it's], id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT [a]], id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT `a``b`, id FROM visits", "SELECT ?", "SELECT"},
    {"SELECT `id`, name FROM visits", "SELECT id, name FROM visits", "SELECT visits"},
    {"SELECT `a'b`, name FROM visits", "SELECT ?", "SELECT"},
  };

  private SqlCorners() {}
}
