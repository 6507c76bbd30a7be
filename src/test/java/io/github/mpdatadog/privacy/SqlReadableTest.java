// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Hibernate, EclipseLink and careful programmers write for mapped entities stays readable; a
 * shape that says nothing would be safe as well.
 */
class SqlReadableTest {

  private static final SqlWords MAPPED =
      new SqlWords(
          List.of("visits", "Patients", "audit_log", "order", "visit_notes", "visits_seq"),
          List.of("book_visit"),
          List.of(
              "id",
              "name",
              "patient_id",
              "status",
              "date",
              "booked_at",
              "notes",
              "version",
              "city"));

  private static final String[][] STATEMENTS = {
    {
      "select p1_0.id,p1_0.name,p1_0.version from Patients p1_0 where p1_0.id=? for update",
      "SELECT id, name, version FROM Patients WHERE id = ? FOR UPDATE"
    },
    {
      "select v1_0.id,v1_0.booked_at,p1_0.id,p1_0.name from visits v1_0 left join Patients p1_0 on p1_0.id=v1_0.patient_id where v1_0.status=? and v1_0.booked_at between ? and ? order by v1_0.booked_at desc fetch first ? rows only",
      "SELECT id, booked_at, id, name FROM visits LEFT JOIN Patients ON id = patient_id WHERE status = ? AND booked_at BETWEEN ? AND ? ORDER BY booked_at DESC FETCH FIRST ? ROWS ONLY"
    },
    {
      "select distinct p1_0.id,p1_0.name from Patients p1_0 join visits v1_0 on v1_0.patient_id=p1_0.id where lower(p1_0.name) like lower(?) escape ''",
      "SELECT DISTINCT id, name FROM Patients JOIN visits ON patient_id = id WHERE LOWER(name) LIKE LOWER(?) ESCAPE ?"
    },
    {
      "select count(*),v1_0.status from visits v1_0 group by v1_0.status having count(*)>?",
      "SELECT COUNT(*), status FROM visits GROUP BY status HAVING COUNT(*) > ?"
    },
    {
      "select v1_0.id from visits v1_0 where v1_0.patient_id in (?,?,?)",
      "SELECT id FROM visits WHERE patient_id IN (?)"
    },
    {
      "select v1_0.id from visits v1_0 where exists(select 1 from visit_notes n1_0 where n1_0.id=v1_0.id)",
      "SELECT id FROM visits WHERE EXISTS (SELECT ? FROM visit_notes WHERE id = id)"
    },
    {"select coalesce(sum(v1_0.id),0) from visits v1_0", "SELECT COALESCE(SUM(id), ?) FROM visits"},
    {
      "select case when v1_0.status=? then 'open' else 'done' end from visits v1_0",
      "SELECT CASE WHEN status = ? THEN ? ELSE ? END FROM visits"
    },
    {
      "insert into visits (booked_at,name,patient_id,status,version,id) values (?,?,?,?,?,default)",
      "INSERT INTO visits (booked_at, name, patient_id, status, version, id) VALUES (?, DEFAULT)"
    },
    {
      "insert into visits (id,name) values (?,?) returning id",
      "INSERT INTO visits (id, name) VALUES (?) RETURNING id"
    },
    {
      "insert into visits (id,name) select p1_0.id,p1_0.name from Patients p1_0",
      "INSERT INTO visits (id, name) SELECT id, name FROM Patients"
    },
    {
      "update visits set booked_at=?,status=?,version=? where id=? and version=?",
      "UPDATE visits SET booked_at = ?, status = ?, version = ? WHERE id = ? AND version = ?"
    },
    {
      "update visits v1_0 set status=? where v1_0.patient_id in (select p1_0.id from Patients p1_0 where p1_0.city=?)",
      "UPDATE visits SET status = ? WHERE patient_id IN (SELECT id FROM Patients WHERE city = ?)"
    },
    {
      "delete from visits where id=? and version=?",
      "DELETE FROM visits WHERE id = ? AND version = ?"
    },
    {"select next value for visits_seq", "SELECT NEXT VALUE FOR visits_seq"},
    {"select nextval('visits_seq')", "SELECT NEXTVAL(?)"},
    {"select tbl.id from visits_seq tbl for update", "SELECT id FROM visits_seq FOR UPDATE"},
    {
      "SELECT ID, NAME, VERSION FROM PATIENTS WHERE (ID = ?)",
      "SELECT id, name, version FROM Patients WHERE (id = ?)"
    },
    {
      "SELECT t1.ID, t1.NAME FROM PATIENTS t1, VISITS t0 WHERE ((t0.STATUS = ?) AND (t1.ID = t0.PATIENT_ID)) ORDER BY t1.NAME",
      "SELECT id, name FROM Patients, visits WHERE ((status = ?) AND (id = patient_id)) ORDER BY name"
    },
    {
      "SELECT * FROM (SELECT a.*, ROWNUM rnum FROM (SELECT ID AS a1, NAME AS a2 FROM PATIENTS) a WHERE ROWNUM <= ?) WHERE rnum > ?",
      "SELECT * FROM (SELECT *, ROWNUM ? FROM (SELECT id AS ?, name AS ? FROM Patients) WHERE ROWNUM <= ?) WHERE ? > ?"
    },
    {
      "SELECT COUNT(ID) FROM VISITS WHERE ((NAME LIKE ?) OR (NAME IS NULL))",
      "SELECT COUNT(id) FROM visits WHERE ((name LIKE ?) OR (name IS NULL))"
    },
    {
      "UPDATE VISITS SET STATUS = ?, VERSION = ? WHERE ((ID = ?) AND (VERSION = ?))",
      "UPDATE visits SET status = ?, version = ? WHERE ((id = ?) AND (version = ?))"
    },
    {
      "SELECT id, name FROM visits WHERE id = :id LIMIT 10 OFFSET 20",
      "SELECT id, name FROM visits WHERE id = ? LIMIT ? OFFSET ?"
    },
    {
      "SELECT v.id, RANK() OVER (PARTITION BY v.patient_id ORDER BY v.booked_at) FROM visits v",
      "SELECT id, RANK() OVER (PARTITION BY patient_id ORDER BY booked_at) FROM visits"
    },
    {
      "WITH RECURSIVE visits AS (SELECT id FROM Patients) SELECT id FROM visits UNION ALL SELECT id FROM audit_log",
      "WITH RECURSIVE visits AS (SELECT id FROM Patients) SELECT id FROM visits UNION ALL SELECT id FROM audit_log"
    },
    {
      "MERGE INTO visits USING Patients ON (visits.id = Patients.id) WHEN MATCHED THEN UPDATE SET name = ? WHEN NOT MATCHED THEN INSERT (id, name) VALUES (?, ?)",
      "MERGE INTO visits USING Patients ON (visits.id = Patients.id) WHEN MATCHED THEN UPDATE SET name = ? WHEN NOT MATCHED THEN INSERT (id, name) VALUES (?)"
    },
    {
      "insert into visits (id,name) values (?,?) on conflict (id) do update set name=excluded.name",
      "INSERT INTO visits (id, name) VALUES (?) ON CONFLICT (id) DO UPDATE SET name = name"
    },
    {
      "select top 10 [v].[id], [v].[name] from [visits] [v] where [v].[status] <> 'done'",
      "SELECT TOP ? id, name FROM visits WHERE status <> ?"
    },
    {
      "select v.id from visits v cross join lateral (select n.id from visit_notes n where n.id=v.id limit 1) x",
      "SELECT id FROM visits CROSS JOIN LATERAL (SELECT id FROM visit_notes WHERE id = id LIMIT ?)"
    },
    {
      "select cast(v.booked_at as date), extract(year from v.booked_at) from visits v",
      "SELECT CAST(booked_at AS date), EXTRACT(? FROM booked_at) FROM visits"
    },
    {
      "select v.id from visits v where v.booked_at >= current_timestamp - interval '1' day",
      "SELECT id FROM visits WHERE booked_at >= CURRENT_TIMESTAMP - INTERVAL ?"
    },
    {"{? = call book_visit(?, ?)}", "? = CALL book_visit(?)"},
    {"alter table visits add column city varchar(255)", "ALTER TABLE visits ADD COLUMN city ?(?)"},
    {
      "create table visits (id bigint not null, name varchar(255), primary key (id))",
      "CREATE TABLE visits (id NOT NULL, name ?(?), PRIMARY KEY (id))"
    },
    {"truncate table visits", "TRUNCATE TABLE visits"},
    {
      "select distinct on (patient_id) id, name from visits",
      "SELECT DISTINCT ON (patient_id) id, name FROM visits"
    },
    {"select top (10) id, name from visits", "SELECT TOP (?) id, name FROM visits"},
    {"select skip ? first ? id, name from visits", "SELECT SKIP ? FIRST ? id, name FROM visits"},
    {
      "insert into visits (id,name) values (?,(select max(name) from Patients)) on duplicate key update name=values(name)",
      "INSERT INTO visits (id, name) VALUES (?, (SELECT MAX(name) FROM Patients)) ON DUPLICATE KEY UPDATE name = VALUES (name)"
    },
    {
      "merge into visits v using Patients p on (v.id=p.id) when not matched then insert (id,name) values (p.id,p.name)",
      "MERGE INTO visits USING Patients ON (id = id) WHEN NOT MATCHED THEN INSERT (id, name) VALUES (id, name)"
    },
    {
      "select u.id from Patients p cross apply (values (p.id, p.name)) u",
      "SELECT id FROM Patients CROSS APPLY (VALUES (id, name))"
    },
    {
      "with x as (insert into visits (id) values (?) returning coalesce(id, version)) select id from visits where (id=? or (name=?))",
      "WITH ? AS (INSERT INTO visits (id) VALUES (?) RETURNING COALESCE(id, version)) SELECT id FROM visits WHERE (id = ? OR (name = ?))"
    },
    {
      "select (v.notes).name, row_number() over w from visits v window w as (partition by name order by id)",
      "SELECT (notes) name, ROW_NUMBER() OVER ? FROM visits WINDOW ? AS (PARTITION BY name ORDER BY id)"
    },
    {
      "select straight_join v.id from visits v straight_join Patients p",
      "SELECT STRAIGHT_JOIN id FROM visits STRAIGHT_JOIN Patients"
    },
    {"select new com.acme.Line(v.id, v.name) from visits v", "SELECT NEW ?(id, name) FROM visits"},
    {
      "create or replace view visits as select id as pid, name from Patients",
      "CREATE OR REPLACE VIEW visits AS SELECT id AS ?, name FROM Patients"
    },
    {"create global temporary table visits (id bigint)", "CREATE ? TABLE visits (id)"},
    {
      "create table visits (id int, unique key uk_name (name), city varchar(9) default null)",
      "CREATE TABLE visits (id, UNIQUE KEY ? (name), city ?(?) DEFAULT ?)"
    },
    {"alter table visits modify name varchar(9)", "ALTER TABLE visits MODIFY name ?(?)"},
    {
      "select \"visits\".\"id\", \"visits\".\"name\" from \"visits\" join \"Patients\" on \"visits\".\"patient_id\" = \"Patients\".\"id\" where \"visits\".\"status\" = ? order by \"name\" asc",
      "SELECT visits.id, visits.name FROM visits JOIN Patients ON visits.patient_id = Patients.id WHERE visits.status = ? ORDER BY name ASC"
    },
    {
      "select \"id\", \"name\" from \"visits\" where \"status\" = ?",
      "SELECT id, name FROM visits WHERE status = ?"
    },
    {
      "update \"visits\" set \"name\" = ?, \"status\" = cast(? as varchar(9)) where \"id\" = ?",
      "UPDATE visits SET name = ?, status = CAST(? AS ?(?)) WHERE id = ?"
    },
    {
      "insert into \"visits\" (\"id\", \"name\") values (?, ?) on conflict (\"id\") do update set \"name\" = excluded.\"name\" returning \"id\"",
      "INSERT INTO visits (id, name) VALUES (?) ON CONFLICT (id) DO UPDATE SET name = name RETURNING id"
    },
    {"delete from \"visits\" where \"id\" in (?, ?)", "DELETE FROM visits WHERE id IN (?)"},
    {
      "select id from visits where status='open' and booked_at > now() - interval '1' day and patient_id=?",
      "SELECT id FROM visits WHERE status = ? AND booked_at > NOW() - INTERVAL ? AND patient_id = ?"
    },
    {
      "insert into visits (id,name) values (?,?) on conflict (id) where status = 'a' do update set name = excluded.name",
      "INSERT INTO visits (id, name) VALUES (?) ON CONFLICT (id) WHERE status = ? DO UPDATE SET name = name"
    },
    {
      "select json_object('id' value v.id, 'name' value v.name) from visits v",
      "SELECT ?(? VALUE id, ? VALUE name) FROM visits"
    },
    {
      "select j.id from visits v, json_table(v.notes, '$[*]' columns (id int path '$.id')) j where v.id=?",
      "SELECT id FROM visits, ?(notes, ? COLUMNS(?)) WHERE id = ?"
    },
    {
      "update visits set status='a' output inserted.id where id=?",
      "UPDATE visits SET status = ? OUTPUT id WHERE id = ?"
    },
    {
      "select id from visits where status='a' option (recompile)",
      "SELECT id FROM visits WHERE status = ? OPTION(?)"
    },
    {
      "select id from visits where status='a' with ur",
      "SELECT id FROM visits WHERE status = ? WITH ?"
    },
    {
      "select id from visits where status='a' qualify row_number() over (order by id) = 1",
      "SELECT id FROM visits WHERE status = ? QUALIFY ROW_NUMBER() OVER (ORDER BY id) = ?"
    },
    {
      "create table visits (id bigint, status varchar(20) default 'a' check (status in ('a','b')), primary key (id))",
      "CREATE TABLE visits (id, status ?(?) DEFAULT ? CHECK (status IN (?)), PRIMARY KEY (id))"
    },
    {
      "merge into visits t using (select ? as id, ? as name from dual) s on (t.id = s.id) when not matched then insert (id, name) values (s.id, s.name)",
      "MERGE INTO visits USING (SELECT ? AS ?, ? AS ? FROM ?) ON (id = id) WHEN NOT MATCHED THEN INSERT (id, name) VALUES (id, name)"
    },
    {
      "select id from visits where name glob 'a*' and status = ?",
      "SELECT id FROM visits WHERE name ? AND status = ?"
    },
    {
      "update visits set version = version + 1, status = case when id > 5 then 'a' else name end, name = default where id = ?",
      "UPDATE visits SET version = version + ?, status = CASE WHEN id > ? THEN ? ELSE name END, name = DEFAULT WHERE id = ?"
    },
    {
      "update visits v join Patients p on v.patient_id = p.id set v.name = p.name, v.status = ? where p.city = ?",
      "UPDATE visits JOIN Patients ON patient_id = id SET name = name, status = ? WHERE city = ?"
    },
    {
      "update visits set (name, status) = (select name, status from Patients where id = ?), notes[1] = ? where id = ?",
      "UPDATE visits SET (name, status) = (SELECT name, status FROM Patients WHERE id = ?), notes = ? WHERE id = ?"
    },
    {
      "select id from visits v, Patients p where v.patient_id = p.id(+) and v.version > current_date - 7",
      "SELECT id FROM visits, Patients WHERE patient_id = id() AND version > CURRENT_DATE - ?"
    },
    {
      "select id from visits where date > date '2020-01-31' and name = coalesce(city, 'x') || ' ' || status",
      "SELECT id FROM visits WHERE date > date ? AND name = COALESCE(city, ?) || ? || status"
    },
  };

  record Case(String statement, String expected) {}

  static Stream<Case> statements() {
    return Arrays.stream(STATEMENTS).map(row -> new Case(row[0], row[1]));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void keepsWhatTellsOneStatementFromAnother(Case one) {
    assertThat(SqlScanner.scan(one.statement, MAPPED).text()).isEqualTo(one.expected);
  }

  /** The table stands behind the columns, and tells most. */
  @Test
  void aShapeThatIsCutStillNamesItsTable() {
    List<String> columns = IntStream.range(0, 140).mapToObj(i -> "referring_clinic_" + i).toList();
    SqlShape shape =
        SqlScanner.scan(
            "select v." + String.join(",v.", columns) + " from visits v where v.name='Jane Roe'",
            new SqlWords(List.of("visits"), List.of(), columns));

    assertThat(shape.summary()).isEqualTo("SELECT visits");
    assertThat(shape.text()).startsWith("SELECT referring_clinic_0, ").endsWith(" ?");
  }

  /** MySQL has texts in double quotes, unless they hold a table's name. */
  @Test
  void inDoubleQuotesThereAreNamesWhereATableIsQuotedAndElseTexts() {
    assertThat(SqlScanner.scan("select id from visits where name = \"city\"", MAPPED).text())
        .isEqualTo("SELECT id FROM visits WHERE name = ?");
    assertThat(SqlScanner.scan("select \"id\" from \"visits\"", MAPPED).text())
        .isEqualTo("SELECT id FROM visits");
    assertThat(SqlScanner.scan("select id from \"visits\" where name = \"city\"", MAPPED).text())
        .as("SQLite takes it for a text where there is no such column")
        .isEqualTo("SELECT id FROM visits WHERE name = ?");
  }
}
