// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlProofTest {

  /** Help texts, log messages and labels of buttons: their words are no columns. */
  private static final String SENTENCES =
      """
      Select the patient from the list, then Rose or Grace may mark it
      Select a patient from the list
      Select patients from the list.
      Select patient from list. Then press Enter
      Select items from cart to remove them
      Select Rose from patients and set a reminder
      Select one from list, or call Grace
      Select from list
      Select patient's record from list
      Select from: drop-down of wards
      Update will set a reminder
      Update will set reminder
      Update Rose and set reminder
      Update the record from Grace
      Update from Grace
      Insert card into reader
      Insert a card into the slot
      Insert into the slot
      Insert into Rose May Grace
      Delete patient from list
      Delete the patient from list
      Delete from the list
      Delete all of Rose from here
      Merge Rose into Grace
      Merge into the record
      Merge (john) on create set john.name = 1
      With Rose from surgery
      With the help from Grace
      Create a table for Rose
      Create new table
      Create Rose from table
      Create table for Rose
      Replace Rose with Grace from table
      Replace the text into
      Truncate Rose into table
      Alter Rose from table
      Alter the table
      Create index card
      Create view report
      """;

  /** Statements of many dialects, and parts of statements that code completes. */
  private static final String STATEMENTS =
      """
      select * from visits
      SELECT id, name FROM visits WHERE
      select id, name from visits where\s
      select v.id from visits v order by v.
      select id from\s
      select p from Patient p
      select distinct p from Patient p join fetch p.visits v where p.name like :name and v.open = true
      select new com.acme.Name(p.id, p.name) from Patient p, in (p.visits) v where v.id = ?1 or v.id = ?2
      select p from Patient p where p.ward is not empty and :x member of p.wards
      select count(*) total from visits v left outer join wards w on v.ward = w.id and w.open = 1
      select v.id visit, w.name ward from visits v, wards w where v.ward = w.id
      select a or b from flags
      select a from Appointment a where a.id = :id
      select a, b from t a
      select /*+ index(v ix) */ id /* the list, then */ from visits
      select "the", [the], `a` from "visits" v
      select [id] from [dbo].[visits] with (nolock)
      select top 10 id from visits order by id desc
      select id from visits order by id fetch first 10 rows only
      select id from visits for update of id skip locked
      select date at time zone 'UTC' from visits
      select cast(a as timestamp without time zone) from visits
      select extract(year from booked) from visits
      select extract(year from current_date), id from visits
      select id from visits where extract(year from booked) = 1 and name is distinct from ward and a = b
      select id from %s where id = ?
      select id from {0} where id = ?
      select id from ${schema}.visits where id = ?
      select id from {oj visits v left outer join wards w on v.ward = w.id}
      select id from wards start with id = ? and name = ? connect by prior id = parent
      select id from (select 1) x
      select id from only visits
      select id from #temporary
      select id from unnest(?)
      select id from visits v cross apply openjson(v.notes) j
      select id from visits use index (ix) where a div b = 1 and c xor d
      select row_number() over (partition by ward order by id) as n from visits
      select id, case when a = 1 and b = 2 then 'x' else 'y' end kind from visits
      select id from visits union all select id from patients where a between ? and ?
      select id from visits where name = 'Select the one, then'
      update visits set name = ?
      update visits v set v.name = :name, v.open = true where v.id = :id
      update Patient p set p.name = :name
      update visits set (a, b) = (select 1, 2)
      update visits set\s
      update [visits] set [name] = ?
      update %s set %s = ?
      update visits using ttl ? and timestamp ? set name = ?
      update only visits set n = n + 1
      update v set v.name = w.name from visits v join wards w on v.ward = w.id
      update visits v join wards w on v.ward = w.id and w.open = 1 set v.name = ?
      update top (10) visits set name = ?
      insert into visits (id, name) values (?, ?)
      insert into visits(id) select id from patients
      insert into visits values (?)
      insert into visits as v (id) values (?) on conflict (id) do update set name = excluded.name
      insert into visits default values
      insert into ehr.visits set id = ?
      insert into %s (id) values (?)
      insert into {0} (id) values (?)
      insert into ${schema}.visits (id) values (?)
      insert into visits json ?
      insert into bed
      insert into\s
      insert ignore into visits values (?)
      insert or replace into visits values (?)
      insert /*+ append */ into visits (id) values (?)
      insert overwrite table visits select id from patients
      replace into visits (id) values (?)
      delete from visits
      delete from visits v where v.id = ?
      delete from visits using wards w where w.id = ward
      delete v from visits v join wards w on v.ward = w.id where w.open = 0
      delete top (10) from visits
      merge into visits v using patients p on (v.id = p.id) when matched then update set v.name = p.name
      merge into visits (id) key (id) values (?)
      merge visits as v using patients as p on v.id = p.id when matched then update set name = p.name
      with x as (select id from visits) select id from x
      with recursive x (id, name) as (select id, name from visits) select id from x
      with x as not materialized (select id from visits) select id from x
      create table visits (id bigint unsigned auto_increment primary key, at timestamp with time zone)
      create table if not exists visits as select id from patients
      create global temporary table visits (id int)
      create or replace view open_visits as select id from visits
      create unique index ix on visits (id) where name is not null and id in (select id from patients)
      create sequence visit_id start with 1
      truncate table visits
      alter table visits add column name varchar(20)
      alter table if exists visits drop column name
      """;

  static Stream<String> sentences() {
    return SENTENCES.lines();
  }

  static Stream<String> statements() {
    return STATEMENTS.lines();
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void aSentenceThatBeginsLikeAStatementIsNone(String sentence) {
    assertThat(SqlProof.isStatement(sentence)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("statements")
  void aStatementIsOne(String statement) {
    assertThat(SqlProof.isStatement(statement)).isTrue();
    assertThat(SqlProof.isStatement(statement.toUpperCase(java.util.Locale.ROOT))).isTrue();
    assertThat(SqlProof.isStatement(statement.replace(" ", "\n  "))).isTrue();
  }

  /** What a program puts between its constants. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select \u0001 from visits",
        "select id from \u0001 where id = ?",
        "select id from ehr.\u0001",
        "update \u0001 set \u0001",
        "insert into \u0001 values (\u0001)",
        "delete from \u0001",
        "create table \u0001 (id int)"
      })
  void whatFillsAHoleProvesNothingAndRefutesNothing(String recipe) {
    assertThat(SqlProof.isStatement(recipe)).isTrue();
  }

  /** Every part of a statement is read without an error, whatever it is taken for. */
  @Test
  void aStatementMayEndAnywhere() {
    statements()
        .forEach(
            statement -> {
              for (int end = 0; end <= statement.length(); end++) {
                SqlProof.isStatement(statement.substring(0, end));
              }
            });
  }
}
