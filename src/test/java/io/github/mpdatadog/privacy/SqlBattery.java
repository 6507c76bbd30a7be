// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

/**
 * Statements and their shapes in the clinic's vocabulary. Roe, zqx and 8675309 are the canaries.
 */
final class SqlBattery {

  static final String[][] CASES = {
    // What an entity mapper writes stays readable.
    {
      "select v1_0.id,v1_0.name from visits v1_0 where v1_0.id=?",
      "SELECT id, name FROM visits WHERE id = ?"
    },
    {"select count(*) from Patients p1_0", "SELECT COUNT(*) FROM Patients"},
    {
      "select v.id from visits v join Patients p on p.id = v.patient_id where p.name like ? escape ''",
      "SELECT id FROM visits JOIN Patients ON id = patient_id WHERE name LIKE ? ESCAPE ?"
    },
    {
      "insert into visits (name,status,id) values (?,?,?)",
      "INSERT INTO visits (name, status, id) VALUES (?)"
    },
    {
      "update visits set name=?,status=? where id=?",
      "UPDATE visits SET name = ?, status = ? WHERE id = ?"
    },
    {"delete from audit_log where booked_at < ?", "DELETE FROM audit_log WHERE booked_at < ?"},
    {
      "select v.id from visits v order by v.date desc nulls last offset ? rows fetch first ? rows only",
      "SELECT id FROM visits ORDER BY date DESC NULLS LAST OFFSET ? ROWS FETCH FIRST ? ROWS ONLY"
    },
    {
      "select v.id from visits v where v.status is not null for no key update",
      "SELECT id FROM visits WHERE status IS NOT NULL FOR NO KEY UPDATE"
    },
    {"select next value for zqx_seq", "SELECT NEXT VALUE FOR ?"},
    {"select nextval('zqx_seq')", "SELECT NEXTVAL(?)"},
    {
      "with recent as (select id from visits) select * from recent",
      "WITH ? AS (SELECT id FROM visits) SELECT * FROM ?"
    },
    {
      "insert into visits (id) values (?) on duplicate key update name = ?",
      "INSERT INTO visits (id) VALUES (?) ON DUPLICATE KEY UPDATE name = ?"
    },
    {
      "select \"v1_0\".\"id\" from \"visits\" \"v1_0\" where \"v1_0\".\"id\"=?",
      "SELECT id FROM visits WHERE id = ?"
    },
    {"select `id` from `visits` where `name` = ?", "SELECT id FROM visits WHERE name = ?"},
    {"select [id] from [dbo].[visits]", "SELECT id FROM visits"},
    {
      "select case when status = 'Roe' then 1 else 2 end from visits",
      "SELECT CASE WHEN status = ? THEN ? ELSE ? END FROM visits"
    },
    {"select coalesce(max(id), 0) + 1 from visits", "SELECT COALESCE(MAX(id), ?) + ? FROM visits"},
    {"select \"date\", date from visits", "SELECT ?, date FROM visits"},
    {"select id from \"order\"", "SELECT id FROM order"},
    {"select gr\u00f6\u00dfe from visits", "SELECT gr\u00f6\u00dfe FROM visits"},
    {"SELECT id FROM visits; DELETE FROM visits;", "SELECT id FROM visits; DELETE FROM visits"},
    // Literals of every dialect.
    {"SELECT id FROM visits WHERE name = 'Roe'", "SELECT id FROM visits WHERE name = ?"},
    {
      "SELECT id FROM visits WHERE name = 'Roe''s' AND id = 1",
      "SELECT id FROM visits WHERE name = ? AND id = ?"
    },
    {
      "SELECT id FROM visits WHERE name = \"Roe\" AND id = 1",
      "SELECT id FROM visits WHERE name = ? AND id = ?"
    },
    {"SELECT id FROM visits WHERE name = \"name\"", "SELECT id FROM visits WHERE name = ?"},
    {
      "SELECT id FROM visits WHERE name = N'Roe' AND id = 1",
      "SELECT id FROM visits WHERE name = ? AND id = ?"
    },
    {
      "SELECT id FROM visits WHERE name = E'Roe\\n' AND id = 1",
      "SELECT id FROM visits WHERE name = ? AND id = ?"
    },
    {
      "SELECT id FROM visits WHERE name = E'it\\'s Roe' AND id = 1",
      "SELECT id FROM visits WHERE name = ?"
    },
    {
      "SELECT id FROM visits WHERE name = U&'Roe' AND id = 1",
      "SELECT id FROM visits WHERE name = ? AND id = ?"
    },
    {
      "SELECT id FROM visits WHERE name = X'8675309F' AND id = 1",
      "SELECT id FROM visits WHERE name = ? AND id = ?"
    },
    {"SELECT id FROM visits WHERE name = B'0110'", "SELECT id FROM visits WHERE name = ?"},
    {
      "SELECT id FROM visits WHERE name = _utf8mb4'Roe' AND id = 1",
      "SELECT id FROM visits WHERE name = ? AND id = ?"
    },
    {
      "SELECT id FROM visits WHERE name = $$Roe$$ AND id = 1",
      "SELECT id FROM visits WHERE name = ? AND id = ?"
    },
    {
      "SELECT id FROM visits WHERE name = $zqx$Jane Roe$zqx$ AND id = 1",
      "SELECT id FROM visits WHERE name = ? AND id = ?"
    },
    {
      "SELECT id FROM visits WHERE name = $zqx$Jane's Roe$zqx$ AND id = 1",
      "SELECT id FROM visits WHERE name = ?"
    },
    {
      "SELECT id FROM visits WHERE name = q'[Jane Roe]' AND id = 1",
      "SELECT id FROM visits WHERE name = ? AND id = ?"
    },
    {
      "SELECT id FROM visits WHERE name = q'!Jane Roe!' AND id = 1",
      "SELECT id FROM visits WHERE name = ? AND id = ?"
    },
    {
      "SELECT id FROM visits WHERE name = nq'{it's Jane Roe}' AND id = 1",
      "SELECT id FROM visits WHERE name = ?"
    },
    {"SELECT id FROM visits WHERE name = '''Roe' or id'''", "SELECT id FROM visits WHERE name = ?"},
    {
      "SELECT id FROM visits WHERE name = r'Roe\\' OR id = 'x'",
      "SELECT id FROM visits WHERE name = ?"
    },
    {
      "SELECT id FROM visits WHERE id IN (8675309, -1, +2.5, .5, 1e-5, 0x1F, 0b11, 1_000)",
      "SELECT id FROM visits WHERE id IN (?)"
    },
    {
      "SELECT id FROM visits WHERE id = $12.30 AND name = ?",
      "SELECT id FROM visits WHERE id = ? AND name = ?"
    },
    {
      "SELECT id FROM visits WHERE id = 550e8400-e29b-41d4-a716-446655440000 AND date = 1970-01-02T10:20:30Z",
      "SELECT id FROM visits WHERE id = ? AND date = ?"
    },
    {
      "SELECT id FROM visits WHERE date = DATE '1970-01-02' AND id = {ts '1970-01-02 03:04:05'}",
      "SELECT id FROM visits WHERE date = date ? AND id = ?"
    },
    {
      "SELECT id FROM visits WHERE status = NULL OR status = TRUE",
      "SELECT id FROM visits WHERE status = ? OR status = ?"
    },
    {"SELECT ARRAY[8675309, 'Roe'], notes[1] FROM visits", "SELECT ?, notes FROM visits"},
    {
      "SELECT id FROM visits WHERE id = '\u0661\u0662' OR id = \u0667",
      "SELECT id FROM visits WHERE id = ? OR id = ?"
    },
    {
      "SELECT id FROM visits WHERE id = \uff17 AND name = 'Roe'",
      "SELECT id FROM visits WHERE id = ?"
    },
    // Comments.
    {"SELECT id -- Jane Roe's\nFROM visits", "SELECT id FROM visits"},
    {"SELECT id --Jane Roe\nFROM visits", "SELECT id FROM visits"},
    {"SELECT id --Jane Roe's\nFROM visits", "SELECT id ?"},
    {"SELECT id # Jane Roe\nFROM visits", "SELECT id FROM visits"},
    {"SELECT id # Jane Roe's\nFROM visits", "SELECT id ?"},
    {"SELECT /* Jane Roe's */ id FROM visits", "SELECT id FROM visits"},
    {
      "SELECT /*+ INDEX(roe) */ id FROM visits /*traceparent='00-8675309-01'*/",
      "SELECT id FROM visits"
    },
    {"SELECT /* a /* Roe */ name */ id FROM visits", "SELECT id FROM visits"},
    {"SELECT /* a /* Roe */ it's */ id FROM visits", "SELECT ?"},
    {"SELECT /*!40001 SQL_NO_CACHE 'Roe*/ name' */ id FROM visits", "SELECT ?"},
    {"SELECT id /* Jane Roe FROM visits", "SELECT id ?"},
    {"SELECT id // Jane Roe\nFROM visits", "SELECT id FROM visits"},
    {"/* Jane Roe */ SELECT id FROM visits", "SELECT id FROM visits"},
    {"SELECT id -- a\rFROM visits", "SELECT id"},
    {"SELECT id -- a'\rFROM visits 'Roe", "SELECT id ?"},
    // Identifiers.
    {"SELECT zqx FROM patient_8675309", "SELECT ? FROM ?"},
    {"SELECT id AS \"Jane Roe\" FROM visits", "SELECT id AS ? FROM visits"},
    {"SELECT id AS `Jane Roe` FROM visits", "SELECT id AS ? FROM visits"},
    {"SELECT id AS [Jane Roe] FROM visits", "SELECT id AS ? FROM visits"},
    {"SELECT id AS [O'Roe] FROM visits", "SELECT id AS ?"},
    {"SELECT id roe FROM visits", "SELECT id FROM visits"},
    {"SELECT id FROM tenant_roe.visits", "SELECT id FROM visits"},
    {"SELECT id FROM #roe", "SELECT id FROM ?"},
    {
      "SELECT id FROM visits WHERE name = :roe AND id = @roe AND status = $1 AND date = ?",
      "SELECT id FROM visits WHERE name = ? AND id = ? AND status = ? AND date = ?"
    },
    {"SELECT name::roe FROM visits", "SELECT name FROM visits"},
    // Procedures: arguments are data even where they look like code.
    {"EXEC book_visit Roe, 8675309", "EXEC book_visit ?"},
    {"EXEC book_visit Select", "EXEC book_visit ?"},
    {"EXEC dbo.book_visit @name = name", "EXEC book_visit ?"},
    {"EXECUTE zqx Roe", "EXECUTE ?"},
    {"CALL book_visit('Roe', name)", "CALL book_visit(?)"},
    {"{call book_visit(?, ?)}", "CALL book_visit(?)"},
    {"{? = call book_visit(?)}", "? = CALL book_visit(?)"},
    {"CALL book_visit", "CALL book_visit"},
    {"INSERT INTO visits EXEC book_visit Roe", "INSERT INTO visits EXEC book_visit ?"},
    {"SELECT book_visit(name, 'Roe') FROM visits", "SELECT book_visit(name, ?) FROM visits"},
    {"SELECT id FROM book_visit(8675309)", "SELECT id FROM book_visit(?)"},
    {"SELECT book_visit FROM visits", "SELECT ? FROM visits"},
    {"SELECT id FROM visits WHERE name = book_visit", "SELECT id FROM visits WHERE name = ?"},
    {"SELECT id FROM book_visit", "SELECT id FROM ?"},
    {"SET zqx TO Roe", "SET ?"},
    {"USE roe; SELECT id FROM visits", "USE ?"},
    {"COMMIT", "COMMIT"},
    {"BEGIN book_visit(8675309, name); END;", "BEGIN book_visit(?)"},
    {"begin clinic.book_visit(p_mrn => :1); roe(name); end;", "BEGIN book_visit(?)"},
    {"BEGIN zqx('Roe'); END;", "BEGIN ?(?)"},
    {"BEGIN :1 := book_visit(name); END;", "BEGIN book_visit(?)"},
    {"EXEC @rc = book_visit Roe", "EXEC book_visit ?"},
    {"EXEC ? = dbo.book_visit name", "EXEC book_visit ?"},
    {"{call [dbo].[book_visit](name)}", "CALL book_visit(?)"},
    {"{call \"CLINIC\".\"BOOK_VISIT\"(name)}", "CALL book_visit(?)"},
    {"{call [O'Roe](name)}", "CALL ?"},
    {"{call book_visit about name}", "CALL ?"},
    {"CALL book_visit name", "CALL ?"},
    {"INSERT INTO book_visit (id)", "INSERT INTO ? (id)"},
    {
      "SELECT id FROM visits WHERE name = book_visit (55)",
      "SELECT id FROM visits WHERE name = ? (?)"
    },
    {"BEGIN name := 'Roe'; book_visit(name); END;", "BEGIN ?"},
    {"BEGIN TRANSACTION; SELECT id FROM visits", "BEGIN ?"},
    {"BEGIN; UPDATE visits SET id = 1", "BEGIN; UPDATE visits SET id = ?"},
    {"GRANT ALL ON visits TO roe", "?"},
    {"EXPLAIN SELECT id FROM visits", "EXPLAIN SELECT id FROM visits"},
    // Where dialects disagree, and what only looks like code.
    {"SELECT 'a''\\' name FROM visits WHERE name = 'Roe'", "SELECT ?"},
    {
      "SELECT name FROM visits WHERE name = 'Roe''''s' AND id = 1",
      "SELECT name FROM visits WHERE name = ?"
    },
    {"SELECT {t name Roe} id FROM visits", "SELECT ?"},
    {
      "SELECT id FROM visits WHERE date = {d '1931-07-23'} AND id = 1",
      "SELECT id FROM visits WHERE date = ? AND id = ?"
    },
    {"SELECT {fn UCASE(name)} FROM visits", "SELECT ? FROM visits"},
    {"SELECT {Call name of Roe} id FROM visits", "SELECT ?"},
    {
      "SELECT id FROM visits WHERE name = @$$a name Roe$$ AND id = 1",
      "SELECT id FROM visits WHERE name = ? AND id = ?"
    },
    {"SELECT id, zqx$$Roe name x$$ FROM visits", "SELECT id, ?"},
    {"SELECT $a$ id -- Roe $a$ name\nFROM visits", "SELECT ?"},
    {"SELECT ` id -- Roe ` name\nFROM visits", "SELECT ?"},
    {"SELECT /*! id -- Roe */ name\n*/ FROM visits", "SELECT ?"},
    {"SELECT id FROM visits WHERE name = :q'[Roe name]'", "SELECT id FROM visits WHERE name = ?"},
    {"SELECT id FROM visits -- it's\u2028name\n", "SELECT id FROM visits ?"},
    {"SELECT TRIM(LEADING 'x' FROM \"name\") FROM visits", "SELECT TRIM(? FROM ?) FROM visits"},
    {
      "SELECT id FROM visits WHERE name IS DISTINCT FROM \"name\"",
      "SELECT id FROM visits WHERE name IS DISTINCT FROM ?"
    },
    {"SELECT id FROM (SELECT id FROM \"visits\") v", "SELECT id FROM (SELECT id FROM visits)"},
    {"CREATE USER name IDENTIFIED BY status", "CREATE ?"},
    {"ALTER USER \"name\" IDENTIFIED BY \"status\"", "ALTER ?"},
    {"DROP ROLE name", "DROP ?"},
    {"CREATE OR REPLACE USER name", "CREATE ?"},
    {"ALTER TABLE visits DROP name", "ALTER TABLE visits DROP name"},
    {"CREATE INDEX zqx ON visits (name)", "CREATE INDEX ? ON visits (name)"},
    {"COPY visits FROM stdin;\n1\tname Roe\n\\.\n", "COPY ?"},
    {"COMMENT ON TABLE visits IS 'Roe''s name'", "COMMENT ?"},
    {"PREPARE name AS SELECT id FROM visits", "PREPARE ?"},
    {"EXECUTE name('Roe', status)", "EXECUTE ?(?)"},
    {"EXECUTE IMMEDIATE 'SELECT name' USING status", "EXECUTE ?"},
    {"EXPLAIN ANALYZE SELECT id FROM visits WHERE name = 'Roe'", "EXPLAIN ANALYZE ?"},
    {"EXPLAIN PLAN SET STATEMENT_ID = 'Roe' FOR SELECT id FROM visits", "EXPLAIN ?"},
    {
      "SELECT id FROM visits START WITH name = 'Roe' CONNECT BY PRIOR id = patient_id",
      "SELECT id FROM visits START WITH name = ? CONNECT BY PRIOR id = patient_id"
    },
    {"SELECT U&'\\0052oe' UESCAPE '!' name FROM visits", "SELECT ?"},
    {"SELECT U&\"Roe!0041\" UESCAPE '!' FROM visits", "SELECT ?"},
    {"SELECT id FROM visits WHERE date = #7/23/1931#", "SELECT id FROM visits WHERE date = ?"},
    {
      "SELECT id FROM visits WHERE name = 0x526F65 OR name = x'526F65' OR name = _latin1 x'526F65'",
      "SELECT id FROM visits WHERE name = ? OR name = ? OR name = ?"
    },
    {"SELECT '\\'' name, 'Roe'", "SELECT ?"},
    {
      "SELECT id FROM visits WHERE name = 'Roe' 'name' \"status\"",
      "SELECT id FROM visits WHERE name = ?"
    },
    {
      "SELECT id FROM visits WHERE name = N'Roe''s' COLLATE zqx_ci AND id = 1",
      "SELECT id FROM visits WHERE name = ? COLLATE ? AND id = ?"
    },
    {"MATCH (p:Patients {name: 'Roe'}) RETURN p.name", "?"},
    {"CREATE (p:Patients {name: 'Roe'})", "CREATE ?"},
    {"FIND {Roe name} IN ALL FIELDS", "?"},
    {"GET name", "?"},
    // Rows and names of data without quotes.
    {
      "INSERT INTO visits (id, name) FORMAT CSV\n8675309,name,status\nRoe,date",
      "INSERT INTO visits (id, name) ?"
    },
    {"INSERT INTO visits FORMAT TabSeparated\n8675309\tname\tstatus\n", "INSERT INTO visits ?"},
    {"INSERT INTO visits FORMAT Values ('zqx', name)", "INSERT INTO visits ?"},
    {
      "WITH zqx AS (SELECT 1) INSERT INTO visits FORMAT CSV name",
      "WITH ? AS (SELECT ?) INSERT INTO visits ?"
    },
    {"INSERT INTO visits (id) FROM INFILE 'Roe' FORMAT CSV name", "INSERT INTO visits (id) FROM ?"},
    {
      "INSERT INTO visits (name) SELECT FORMAT(id, 2) FROM visits",
      "INSERT INTO visits (name) SELECT ?(id, ?) FROM visits"
    },
    {"SELECT format FROM visits", "SELECT ? FROM visits"},
    {"INSERT INTO visits VALUES\nname,status", "INSERT INTO visits VALUES ?"},
    {"INSERT INTO visits VALUES\n8675309,name", "INSERT INTO visits VALUES ?"},
    {"INSERT INTO visits VALUES 'Roe', name", "INSERT INTO visits VALUES ?"},
    {"INSERT INTO visits VALUES /* Roe */ (?), (?)", "INSERT INTO visits VALUES (?)"},
    {"INSERT INTO visits VALUES ROW(1, 'Roe')", "INSERT INTO visits VALUES ROW (?)"},
    {"INSERT INTO visits VALUES ?", "INSERT INTO visits VALUES ?"},
    {"INSERT INTO visits VALUES :roe", "INSERT INTO visits VALUES ?"},
    {
      "INSERT INTO visits DEFAULT VALUES RETURNING id",
      "INSERT INTO visits DEFAULT VALUES RETURNING id"
    },
    {
      "INSERT INTO visits DEFAULT VALUES; SELECT id FROM visits",
      "INSERT INTO visits DEFAULT VALUES; SELECT id FROM visits"
    },
    {
      "SELECT * FROM visits PIVOT (MAX(id) FOR name IN ([name],[status]))",
      "SELECT * FROM visits PIVOT ?"
    },
    {
      "SELECT * FROM visits PIVOT XML (MAX(id) FOR name IN (status))",
      "SELECT * FROM visits PIVOT ?"
    },
    {
      "SELECT * FROM visits UNPIVOT (zqx FOR id IN (name AS 'Roe', status))",
      "SELECT * FROM visits UNPIVOT ?"
    },
    // Broken, cut and ambiguous text.
    {"", ""},
    {"   ", ""},
    {"Will Key", "?"},
    {"Roe' AND name = 'x'", "?"},
    {"' AND name = 'Roe", "?"},
    {"SELECT id FROM visits WHERE name = 'Roe", "SELECT id FROM visits WHERE name = ?"},
    {
      "SELECT id FROM visits WHERE name = 'O'Roe select' AND id = 1",
      "SELECT id FROM visits WHERE name = ?"
    },
    {
      "SELECT id FROM visits WHERE name = 'x' name from 'Roe'",
      "SELECT id FROM visits WHERE name = ?"
    },
    {
      "SELECT id FROM visits WHERE name = '\\' OR name = 'Select Name'",
      "SELECT id FROM visits WHERE name = ?"
    },
    {
      "SELECT id FROM visits WHERE name = '\\\\' OR id = 7",
      "SELECT id FROM visits WHERE name = ? OR id = ?"
    },
    {
      "SELECT id FROM visits WHERE name = \"Bob \"Name\" Roe\"",
      "SELECT id FROM visits WHERE name = ?"
    },
    {"SELECT id FROM visits WHERE name = 5'10\" name", "SELECT id FROM visits WHERE name = ?"},
    {
      "SELECT id FROM visits WHERE name = \u2018Roe name\u2019 OR name = 'x'",
      "SELECT id FROM visits WHERE name = ?"
    },
    {"SELECT id\u0000FROM visits", "SELECT id ?"},
    {"SELECT id \u202eFROM visits", "SELECT id ?"},
    {"SELECT id \\ FROM visits", "SELECT id ?"},
    {"SELECT id FROM visits WHERE name = `Roe", "SELECT id FROM visits WHERE name = ?"},
    {"SELECT id FROM visits WHERE name = [Roe", "SELECT id FROM visits WHERE name = ?"},
    {"SELECT id FROM visits WHERE name = $zqx$Roe", "SELECT id FROM visits WHERE name = ?"},
    {"SELECT id FROM visits {name Roe} WHERE id = 1", "SELECT id FROM visits ?"},
  };

  private SqlBattery() {}
}
