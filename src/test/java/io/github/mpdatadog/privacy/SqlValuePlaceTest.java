// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A word of the vocabulary stays behind where the grammar has no place for the name of a table or
 * column: patients are called as columns are. In each statement john, grace, may and smith are
 * data, although they are tables, columns and procedures, too.
 */
class SqlValuePlaceTest {

  private static final List<String> DATA = List.of("john", "grace", "may", "smith");
  private static final List<String> CODE =
      List.of("id", "name", "status", "visits", "patients", "date", "notes", "patient_id");
  private static final SqlWords WORDS = words();

  /** One a line; ¶ is a new line of the statement. */
  private static final String STATEMENTS =
      """
      INSERT INTO visits VALUES (john, grace)
      INSERT INTO visits (id, name) VALUES (1, john), (2, grace)
      INSERT INTO visits (id, name) VALUES (1, upper(john))
      INSERT INTO visits VALUES (1, 'x') (2, john)
      INSERT INTO visits SETTINGS async_insert=1 VALUES (1, john)
      REPLACE INTO visits VALUES (1, john)
      REPLACE INTO visits (id,name) VALUES (1, john)
      UPSERT INTO visits VALUES (1, john)
      UPSERT visits VALUES (1, john) WITH PRIMARY KEY
      INSERT IGNORE INTO visits (id) VALUES (john)
      INSERT INTO visits (id) VALUES (:a, john)
      INSERT INTO visits (id) VALUES ROW(john, 1), ROW(grace, 2)
      INSERT ALL INTO visits (id) VALUES (john) INTO patients (id) VALUES (grace) SELECT 1 FROM dual
      INSERT OR REPLACE INTO visits VALUES (john)
      VALUES (john, grace)
      SELECT id AS john FROM visits
      SELECT id john FROM visits
      SELECT MAX(CASE WHEN name = 'x' THEN id END) AS john, MAX(CASE WHEN name = 'y' THEN id END) grace FROM visits
      SELECT COUNT(*) john FROM visits
      SELECT id AS [john], name AS `grace` FROM visits
      SELECT 1 AS john
      SELECT 1 john
      SELECT ? john FROM visits
      SELECT :x john FROM visits
      SELECT @x john FROM visits
      SELECT $1 john FROM visits
      SELECT 'x' AS john FROM visits
      SELECT 1.5 john FROM visits
      SELECT id::text john FROM visits
      SELECT id::text AS john FROM visits
      SELECT * FROM visits john
      SELECT * FROM visits AS john
      SELECT * FROM (SELECT id FROM visits) john
      SELECT * FROM (SELECT id FROM visits) AS john
      SELECT * FROM unknown john
      SELECT * FROM :tab john
      SELECT * FROM @tab john
      SELECT * FROM ? john
      SELECT * FROM $1 john
      SELECT * FROM crosstab('select 1') AS ct(id int, john int, grace int)
      SELECT * FROM crosstab('select 1') ct(id int, john int, grace int)
      SELECT * FROM unnest(?) WITH ORDINALITY AS t(john, grace)
      SELECT * FROM (VALUES (1, 2)) AS t(john, grace)
      SELECT * FROM visits PARTITION (john)
      SELECT * FROM visits PARTITION (john, grace) WHERE id = 1
      SELECT * FROM visits SUBPARTITION (john)
      SELECT * FROM visits PARTITION FOR (john)
      ALTER TABLE visits ADD PARTITION john VALUES IN ('x')
      ALTER TABLE visits ADD PARTITION (PARTITION john VALUES LESS THAN (10))
      ALTER TABLE visits DROP PARTITION john
      ALTER TABLE visits TRUNCATE PARTITION john
      ALTER TABLE visits DROP SUBPARTITION john
      ALTER TABLE visits ATTACH PARTITION john FOR VALUES IN ('x')
      ALTER TABLE visits DETACH PARTITION john
      ALTER TABLE visits EXCHANGE PARTITION john WITH TABLE patients
      ALTER TABLE visits PARTITION BY LIST (name) (PARTITION john VALUES IN ('a'), PARTITION grace VALUES IN ('b'))
      CREATE TABLE x PARTITION OF visits FOR VALUES IN (john)
      CREATE TABLE visits (id int) PARTITION BY LIST (name) (PARTITION john VALUES ('a'), PARTITION grace VALUES ('b'))
      CREATE TABLE visits (id int) PARTITION BY LIST (name) SUBPARTITION BY LIST (id) (SUBPARTITION john VALUES ('a'))
      INSERT INTO visits PARTITION (john) VALUES (1)
      INSERT OVERWRITE TABLE visits PARTITION (name=john) SELECT id FROM patients
      ALTER TABLE visits OWNER TO john
      ALTER TABLE visits RENAME TO john
      ALTER TABLE visits RENAME COLUMN name TO john
      ALTER TABLE visits SET SCHEMA john
      ALTER TABLE visits SET TABLESPACE john
      ALTER TABLE visits SET OWNER john
      ALTER TABLE visits ENABLE TRIGGER john
      ALTER TABLE visits ALTER COLUMN name SET DEFAULT john
      ALTER TABLE visits ADD name varchar(5) DEFAULT john
      CREATE TABLE visits (id int DEFAULT john, name text)
      CREATE TABLE visits (id int) TABLESPACE john
      CREATE TABLE visits (id int COMMENT john)
      CREATE SEQUENCE s OWNED BY john
      CREATE VIEW v AS SELECT id AS john FROM visits
      SELECT id FROM visits CREATE USER john IDENTIFIED BY grace
      SELECT id FROM visits¶GO¶CREATE USER john IDENTIFIED BY grace
      SELECT id FROM visits¶GO¶CREATE LOGIN john WITH PASSWORD = grace
      SELECT id FROM visits¶GO¶DROP USER john
      SELECT id FROM visits¶GO¶ALTER ROLE john ADD MEMBER grace
      SELECT id FROM visits¶GO¶USE john
      SELECT id FROM visits¶GO¶PRINT john
      SELECT id FROM visits GRANT SELECT ON visits TO john
      SELECT id FROM visits SET ROWCOUNT john
      SELECT id FROM visits SET CONTEXT_INFO john
      SELECT id FROM visits DELIMITER //¶CREATE USER john//
      SELECT id FROM visits WHERE name = john@grace.com
      SELECT id FROM visits WHERE name = john.smith@grace.com
      SELECT id FROM visits WHERE name = john's
      SELECT id FROM visits WHERE name = john"s
      SELECT id FROM visits WHERE name = john\\grace
      SELECT id FROM visits WHERE name = 12 grace street
      SELECT id FROM visits WHERE id = 5 john
      SELECT id FROM visits WHERE id = ? john
      SELECT id FROM visits WHERE name = dear john
      SELECT id FROM visits WHERE name = Mr. john
      SELECT id FROM visits WHERE name = :x.john
      SELECT id FROM visits WHERE name = @x.john
      SELECT src:john.grace FROM visits
      SELECT src[john] FROM visits
      SELECT unknown[john] FROM visits
      SELECT XMLELEMENT(NAME john, id) FROM visits
      SELECT XMLFOREST(id AS john) FROM visits
      SELECT id FROM visits WHERE visits MATCH john
      SELECT 0x6a6f686e john FROM visits
      SELECT ARRAY[john] FROM visits
      SELECT STRUCT(1 AS john) FROM visits
      SELECT $1,234.50 john FROM visits
      SELECT * FROM visits MODEL DIMENSION BY (id) MEASURES (name) RULES (name[john] = 1)
      SELECT id FROM visits FORMAT CSV john
      SELECT id FROM visits LIMIT john
      SELECT id FROM visits OFFSET john ROWS
      SELECT id FROM visits WHERE name LIKE ? ESCAPE john
      SELECT TOP john id FROM visits
      SELECT id FROM visits COLLATE john
      SELECT id FROM visits AS OF SCN john
      SELECT NON EMPTY [Patient].[Name].&[john] ON ROWS FROM visits
      SELECT v FROM visits v WHERE v.name = ?john
      SELECT v FROM visits v WHERE v.name = %s john
      SELECT id FROM visits WHERE name = 'O', john' AND id = 1
      SELECT id FROM visits WHERE name = 'O'. john' AND id = 1
      SELECT id FROM visits WHERE name = 'O' and john'
      SELECT id FROM visits WHERE name = 'O' - john' AND id = 1
      SELECT id FROM visits WHERE name = 'O' (john)' AND id = 1
      SELECT id FROM visits WHERE name = 'O' as john' AND id = 1
      SELECT id FROM visits WHERE name = 'O' : john' AND id = 1
      SELECT id FROM visits WHERE name = "O" "john". x
      SELECT id FROM visits WHERE name = john\u200b
      SELECT id FROM visits WHERE name = john\u0301
      SELECT id FROM visits WHERE name = john\ud83d\ude00
      update patient john about may visit
      select patient named john who may
      insert patient john smith
      values john grace
      select john's visits
      select the file of Mr john
      update on john: status critical
      Update: john smith
      SELECT id FROM visits REM john
      SELECT id FROM visits¶/¶ACCEPT john
      SELECT id FROM visits WHERE name = 'x' ... john
      SELECT id FROM visits ... john
      SELECT id FROM visits [truncated] john
      SELECT id FROM visits WHERE name = ? (john)
      SELECT TRY_CAST(id AS john) FROM visits
      SELECT TREAT(id AS john) FROM visits
      SELECT id FROM visits DEFAULT john
      SELECT id FROM visits WHERE name = DEFAULT john
      CREATE TABLE visits AS SELECT 'john' AS grace
      TRUNCATE TABLE visits PARTITION john
      SELECT id FROM visits WHERE a = 1 AUTHORIZATION john
      SELECT id FROM visits USER john
      SELECT id FROM visits IDENTIFIED BY john
      SELECT id FROM visits WITH PASSWORD john
      SELECT id FROM visits OWNER TO john
      SELECT id FROM visits WHERE name = john smith
      SELECT id FROM visits WHERE name = john smith AND id = 1
      SELECT id FROM visits WHERE name = john van der smith
      SELECT id FROM visits WHERE name = john.grace smith
      SELECT id FROM visits WHERE name=john  smith OR id=2
      UPDATE visits SET name = john smith, status = grace may WHERE id = 1
      SELECT CASE WHEN id = 1 THEN 2 END john FROM visits
      SELECT CURRENT_DATE john FROM visits
      SELECT ROWNUM john FROM visits
      SELECT id FROM visits FOR UPDATE NOWAIT john
      SELECT id FROM visits WHERE name IS NULL john
      SELECT id FROM visits ORDER BY id DESC john
      SELECT id FROM visits OFFSET 5 ROWS john
      SELECT explode(notes) john FROM visits LATERAL VIEW explode(x) grace AS may
      SELECT CONNECT_BY_ROOT id john FROM visits
      SELECT id FROM visits SAMPLE (10) john
      SELECT id FROM visits TABLESAMPLE (10 ROWS) john
      SELECT $12 john, $ john, $x john FROM visits
      SELECT 10:20 john FROM visits
      SELECT 1931-07-23 john FROM visits
      SELECT DATE 1931-07-23 john FROM visits
      SELECT INTERVAL 1 john FROM visits
      SELECT id FROM visits WHERE id = 0x1F john
      SELECT id FROM visits WHERE id = 1e5 john
      SELECT (1) john FROM visits
      SELECT id FROM visits WHERE (id = 1) john
      SELECT `id` john FROM visits
      SELECT [id] john FROM visits
      SELECT "id" AS john FROM visits
      SELECT `id` `john` FROM visits
      SELECT [id] [john] FROM visits
      SELECT id [john] FROM [visits] [grace]
      SELECT ?::text john FROM visits
      SELECT CAST(? AS varchar(10)) john FROM visits
      SELECT id FROM visits AS v (john, grace)
      SELECT * FROM ROWS FROM (f(1) AS (john text, grace text)) AS x
      SELECT * FROM json_to_record('{}') AS x(john text, grace text)
      SELECT * FROM json_to_recordset('[]') x (john text)
      SELECT * FROM visits CROSS APPLY (VALUES ('a', id)) AS u(john, grace)
      INSERT INTO visits (id, name) VALUES (1, john), (2, john), (3, lower(trim(john)))
      INSERT INTO visits (id, name) VALUES¶(1,¶john)
      INSERT INTO visits (id, name) VALUES (1, (john))
      INSERT INTO visits (id, name) VALUES (1, CASE WHEN john THEN grace END)
      INSERT INTO visits (id, name) VALUES (1, john smith)
      INSERT INTO visits (id, name) VALUES (1, john || grace)
      INSERT INTO visits (id, name) VALUES (1, CAST(john AS grace))
      INSERT INTO visits (id) VALUES (1), john
      INSERT INTO visits (id) VALUES (1) john
      INSERT INTO visits (id) VALUES (1) AS john
      INSERT INTO visits (id) VALUES (1) AS john(grace)
      INSERT INTO visits VALUE (john)
      INSERT visits VALUES (john)
      INSERT INTO visits () VALUES (john)
      INSERT INTO visits (id) OVERRIDING SYSTEM VALUE VALUES (john)
      INSERT INTO visits (id) OUTPUT inserted.id VALUES (john)
      INSERT INTO visits (id) VALUES (N'john', john)
      INSERT INTO visits (id) VALUES ([john])
      INSERT INTO visits (id) VALUES (`john`)
      INSERT INTO visits (id) VALUES (@a.john)
      INSERT INTO visits (id) VALUES (john.grace)
      INSERT OVERWRITE visits VALUES (john)
      INSERT INTO TABLE visits VALUES (john)
      INSERT INTO visits SELECT * FROM (VALUES (1)) AS x(john)
      WITH a AS (SELECT 1) INSERT INTO visits (id) VALUES (john)
      EXPLAIN INSERT INTO visits VALUES (john)
      SELECT 1; INSERT INTO visits VALUES (john)
      SELECT id FROM visits PARTITION(john)
      SELECT id FROM visits partition   (john)
      SELECT id FROM visits PARTITION¶(john)
      SELECT id FROM visits PARTITION /* x */ (john)
      ALTER TABLE visits REORGANIZE PARTITION john INTO (PARTITION grace VALUES LESS THAN (1))
      ALTER TABLE visits SPLIT PARTITION john AT ('x') INTO (PARTITION grace, PARTITION may)
      ALTER TABLE visits MERGE PARTITIONS john, grace INTO PARTITION may
      ALTER TABLE visits TRUNCATE PARTITIONS (john, grace)
      ALTER INDEX i REBUILD PARTITION john
      ALTER TABLE visits INHERIT john
      ALTER TABLE visits ADD COLUMN name enum(john, grace)
      ALTER TABLE visits COMMENT john
      ALTER VIEW visits OWNER TO john
      ALTER INDEX i RENAME TO john
      CREATE TABLE visits (id int) INHERITS (john)
      CREATE TABLE visits CLONE john
      SELECT id FROM visits DROP ROLE john
      SELECT id FROM visits ALTER USER john PASSWORD EXPIRE
      SELECT id FROM visits¶BACKUP DATABASE john TO DISK = 'grace'
      SELECT id FROM visits¶RESTORE DATABASE john
      SELECT id FROM visits¶IF name = john PRINT grace
      SELECT id FROM visits¶OPEN SYMMETRIC KEY john DECRYPTION BY CERTIFICATE grace
      SELECT id FROM visits¶DENY SELECT ON visits TO john
      SELECT id FROM visits¶REVERT john
      SELECT id FROM visits¶SETUSER john
      SELECT id FROM visits¶KILL john
      INSERT INTO visits (name, status) VALUES ('O', john', 'x')
      INSERT INTO visits (name, status) VALUES ('D', john grace', 'x', 'y')
      UPDATE visits SET notes = 'it' . john . 's' WHERE id = 'x
      SELECT id FROM visits WHERE notes = 'dogs' and john' AND id = 1
      SELECT id FROM visits WHERE notes = 'x' -- john's'¶AND name = grace'
      SELECT * FROM visits WHERE id=1 john--
      SELECT id FROM visits WHERE name IN (john smith, grace may)
      SELECT id FROM visits WHERE name LIKE john smith
      SELECT ROW_NUMBER() OVER (ORDER BY id) john FROM visits
      SELECT notes:john[0].grace::string AS may FROM visits
      SELECT $john.grace FROM visits
      SELECT id FROM visits WHERE name = $(john)
      SELECT id FROM visits WHERE name = $[john]
      SELECT id FROM visits WHERE name = @[john]
      SELECT id FROM visits WHERE name = :[john]
      SELECT id FROM visits WHERE name = ?[john]
      SELECT id FROM visits WHERE name = ?.john
      SELECT id FROM visits WHERE name = @john.grace.may
      SELECT id FROM visits WHERE name = ?john?
      SELECT id FROM visits WHERE name = john!
      SELECT id FROM visits WHERE name = john?
      SELECT id FROM visits WHERE name = john:
      SELECT id FROM visits WHERE name NOT LIKE john smith
      SELECT id FROM visits WHERE name IN (john smith) AND id = 1
      SELECT id FROM visits WHERE name IN (1, john smith, 2)
      SELECT id FROM visits WHERE name BETWEEN john smith AND 2
      SELECT id FROM visits WHERE name LIKE john.grace smith
      SELECT john@grace FROM visits
      SELECT id FROM visits WHERE mail LIKE john@grace.com
      INSERT INTO visits (id) VALUES (1, 'x', john@grace.com, smith)
      INSERT INTO visits (id) VALUES (N'x',john,NULL)
      INSERT INTO visits (id) VALUES(john),(grace)
      INSERT INTO visits (id) VALUES (((john)))
      INSERT INTO visits (id) VALUES (f(g(john), h(grace)))
      INSERT INTO visits (id) VALUES (1, john::text)
      INSERT INTO visits (id) VALUES (1, - john)
      INSERT INTO visits (id) VALUES (1, NOT john)
      INSERT INTO visits (id) VALUES (1, "john".grace)
      INSERT INTO visits (id) VALUES (1, a.john)
      INSERT INTO visits (id) VALUES (1, a.b.c.john)
      INSERT INTO visits (id) VALUES (1, * john)
      INSERT INTO visits (id) VALUES (1) ON DUPLICATE KEY UPDATE name = john smith
      INSERT INTO visits (id) VALUES (1) ON CONFLICT DO UPDATE SET name = john smith
      SELECT id AS john, name AS grace FROM visits AS may JOIN patients AS smith ON 1 = 1
      SELECT id\tjohn¶FROM visits
      SELECT id/**/john FROM visits
      SELECT id--x¶john FROM visits
      SELECT 1/**/john FROM visits
      SELECT ?/**/john FROM visits
      SELECT id AS/**/john FROM visits
      SELECT id AS--x¶john FROM visits
      SELECT id AS¶john FROM visits
      SELECT id,name john,status AS grace FROM visits
      SELECT COUNT(*)john FROM visits
      SELECT COUNT(*)AS john FROM visits
      SELECT (SELECT 1) AS john
      SELECT (SELECT 1) john
      SELECT id FROM (visits) john
      SELECT id FROM visits JOIN (patients) john ON 1=1
      SELECT id FROM visits TABLESAMPLE SYSTEM (1) john
      SELECT id FROM visits FOR SYSTEM_TIME AS OF ? john
      SELECT id FROM visits /* c */ john
      SELECT id FROM visits AS OF TIMESTAMP ? john
      SELECT id FROM visits ORDER BY 1 john
      SELECT id FROM visits GROUP BY 1 john
      SELECT id FROM visits LIMIT 1 john
      SELECT id FROM visits LIMIT ? OFFSET ? john
      SELECT id FROM visits FOR UPDATE john
      SELECT id FROM visits WITH UR john
      SELECT id FROM visits WHERE id IS NOT NULL john
      SELECT id FROM visits WHERE EXISTS (SELECT 1) john
      SELECT id FROM visits WHERE id IN (?) john
      SELECT id FROM visits WHERE id = ANY(?) john
      SELECT id FROM visits WHERE id BETWEEN ? AND ? john
      SELECT CAST(id AS varchar(john)) FROM visits
      SELECT CAST(id AS ENUM(john, grace)) FROM visits
      SELECT id::varchar(john) FROM visits
      SELECT id::enum(john,grace) FROM visits
      ALTER TABLE visits ADD COLUMN status ENUM(john,grace)
      ALTER TABLE visits ADD name varchar(9) COLLATE john
      ALTER TABLE visits COMMENT = john smith
      ALTER TABLE visits AUTO_INCREMENT = 5 john
      CREATE TABLE visits (name varchar(5) DEFAULT john NOT NULL, status int)
      CREATE TABLE visits (id int) COMMENT = john smith
      CREATE TABLE visits (id int) OWNER john
      CREATE INDEX i ON visits (name) TABLESPACE john
      CREATE VIEW v COMMENT = 'x' AS SELECT id AS john FROM visits
      CREATE SEQUENCE s OWNED BY NONE john
      DROP TABLE visits PURGE john
      DROP VIEW visits CASCADE john
      TRUNCATE TABLE visits john
      TRUNCATE visits john
      DELETE FROM visits john
      DELETE FROM visits AS john
      UPDATE visits john SET id = 1
      UPDATE visits AS john SET id = 1
      MERGE INTO visits john USING patients grace ON (1=1)
      MERGE INTO visits AS john USING (SELECT 1 AS grace) AS may ON (1=1)
      REPLACE INTO visits SET name = john smith
      WITH x AS (SELECT id AS john FROM visits) SELECT id FROM x
      WITH x AS MATERIALIZED (SELECT id john FROM visits) SELECT id FROM x
      WITH x AS (VALUES (1)) SELECT id john FROM x
      EXPLAIN SELECT id AS john FROM visits
      SELECT id FROM visits; SELECT id AS john FROM visits
      SELECT id FROM visits WHERE name = 12 Grace Road
      SELECT id FROM visits WHERE name = 12-a grace
      SELECT id FROM visits WHERE name = 12. grace
      SELECT id FROM visits WHERE name = 12th grace
      SELECT id FROM visits WHERE name = +49 grace
      SELECT id FROM visits WHERE name = +49 (0) grace
      SELECT id FROM visits WHERE name = (555) grace
      SELECT id FROM visits WHERE name = 555-1234 x grace
      SELECT id FROM visits WHERE name = St. john
      SELECT id FROM visits WHERE name = Mrs john
      SELECT id FROM visits WHERE name = O. john
      SELECT id FROM visits WHERE name = J. R. john
      SELECT id FROM visits WHERE name = de la grace
      SELECT id FROM visits WHERE name = john\tsmith
      SELECT id FROM visits WHERE name = john¶smith
      SELECT id FROM visits WHERE name = john "grace" smith
      SELECT id FROM visits WHERE name = john `grace` smith
      SELECT id FROM visits WHERE name = john [grace] smith
      SELECT id FROM visits WHERE name = john 5
      SELECT id FROM visits WHERE name = john ?
      SELECT id FROM visits WHERE name = john :x
      SELECT id FROM visits WHERE name = john @x
      SELECT id FROM visits WHERE name = john $1
      UPDATE visits SET notes = 'parents' and john in sisters' room' WHERE id = 1
      UPDATE visits SET notes = 'the kids', john, parents' house' WHERE id = 1
      UPDATE visits SET notes = 'parents' and john or his brothers' wives' WHERE id = 1
      UPDATE visits SET notes = 'Lois' and john(s' x)' WHERE id = 1
      UPDATE visits SET notes = 'Lois' and john or(s)' x' WHERE id = 1
      UPDATE visits SET notes = 'who' and john?' x' WHERE id = 1
      UPDATE visits SET notes = 'Mr' and john or.' x' WHERE id = 1
      UPDATE visits SET notes = 'oh' and john or no!' x' WHERE id = 1
      UPDATE visits SET notes = 'five' and john or 6' x' WHERE id = 1
      UPDATE visits SET notes = 'in' and john in the left' x' WHERE id = 1
      SELECT $1 FROM @stage/john/smith.csv
      SELECT $1 FROM @~/john
      SELECT $1 FROM @%x/john WHERE id = 1
      SELECT id FROM visits WHERE name =~ /john|smith/
      SELECT id FROM visits WHERE name =~/john/
      SELECT id FROM /john/
      SELECT id FROM "db"."rp"./john/
      SELECT id FROM visits WHERE name REGEXP /john/
      SELECT id FROM visits WHERE name LIKE %john%
      SELECT id FROM visits WHERE name LIKE *john*
      SELECT id FROM visits WHERE name = *john*
      SELECT id FROM visits WHERE name = <john>
      SELECT id FROM visits WHERE name = john-smith@x.com
      SELECT id FROM visits WHERE name = john+smith@x.com
      SELECT id FROM visits WHERE name = john/smith's x
      SELECT id FROM visits WHERE name = call john
      WITH x AS (SELECT 1) REPLACE INTO visits VALUES (1, john)
      WITH x AS (SELECT 1) UPSERT INTO visits VALUES (1, john)
      INSERT INTO visits VALUES (order, john)
      INSERT INTO visits VALUES (with john, grace)
      INSERT INTO visits VALUES (update john, grace)
      WITH x(a) AS (VALUES (john)) SELECT id FROM visits
      UPDATE visits SET id = 1 FROM (VALUES (1, john)) x(a, b)
      INSERT INTO visits SELECT * FROM (VALUES (1, john)) x
      MERGE INTO visits (id, name) KEY (id) VALUES (1, john)
      MERGE INTO visits VALUES (1, john)
      MERGE INTO visits v USING (VALUES (1, john)) AS s(id, name) ON v.id = s.id WHEN MATCHED THEN UPDATE SET name = s.name
      SELECT id FROM visits JOIN LATERAL (SELECT 1) x ON true JOIN (VALUES (john)) y ON true
      SELECT id FROM visits WHERE name LIKE john%
      SELECT id FROM visits WHERE name LIKE john% AND id = 1
      SELECT id FROM visits WHERE name = john* AND id = 1
      SELECT id FROM visits WHERE name = john*
      SELECT id FROM visits WHERE name REGEXP ^john
      SELECT id FROM visits WHERE lower(name) = lower(john smith)
      SELECT id FROM visits WHERE name = (john smith)
      SELECT id FROM visits WHERE name = trim(john smith)
      UPDATE visits SET name = upper(john smith) WHERE id = 1
      SELECT id FROM visits WHERE name = 'Dr ' || john smith
      SELECT id FROM visits WHERE (name, status) = (john smith, grace may)
      SELECT id FROM visits WHERE name = ANY (john smith)
      SELECT id FROM visits WHERE name = smith, john AND id = 1
      DELETE FROM visits WHERE name = smith, john
      UPDATE visits SET name = smith, john WHERE id = 1
      UPDATE visits SET name = smith, john, status = 1 WHERE id = 1
      UPDATE visits SET notes = 'the boys ' and john ' s' WHERE id = 1
      SELECT id FROM visits WHERE notes = 'rock ' or john ' roll'
      SELECT id FROM visits WHERE name = john 'Jack' smith
      SELECT id FROM OPENJSON(@x) WITH (john int, grace int) may
      SELECT CAST(notes AS ROW(john int, grace int)) FROM visits
      SELECT id FROM visits WHERE name = john&apos;s
      SELECT id FROM visits WHERE name = &john
      INSERT INTO visits (id, notes) VALUES (1, dizzy (start in may))
      INSERT INTO visits (id, notes) VALUES (1, dose (insert by grace))
      SELECT id FROM visits FETCH FIRST john ROWS ONLY
      SELECT SKIP john FIRST grace id FROM visits
      SELECT id FROM visits WHERE date > NOW() - INTERVAL john DAY
      ALTER TABLE visits SET COMMENT = john
      ALTER TABLE visits SET TAG patient = john
      CREATE TABLE visits (id int) WITH (LABEL = john)
      UPDATE visits SET notes = pain in left john WHERE id = 1
      SELECT id FROM visits WHERE name = left john
      SELECT id FROM visits WHERE name = on john
      SELECT id FROM visits WHERE name = from john
      SELECT id FROM visits WHERE name = cross john
      """;

  static Stream<String> statements() {
    return STATEMENTS.lines().map(line -> line.replace('¶', '\n'));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void keepsNoValueThatIsAWordOfTheVocabulary(String statement) {
    SqlShape shape = SqlScanner.scan(statement, WORDS);
    String kept = (shape.text() + " " + shape.summary()).toLowerCase(Locale.ROOT);

    assertThat(kept.split("\\W+")).doesNotContainAnyElementsOf(DATA);
  }

  private static SqlWords words() {
    List<String> all = new ArrayList<>(DATA);
    all.addAll(CODE);
    return new SqlWords(all, all, all);
  }
}
