// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of a connection URL, and what is left. */
class DatabaseUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "jdbc:postgresql://db.clinic.test:5433/records?user=roe | postgresql | records | db.clinic.test | 5433",
        "jdbc:postgresql://one,two:5433/records                 | postgresql | records | one | 0",
        "jdbc:postgresql:records                                | postgresql | records | - | 0",
        "jdbc:mysql://db/records?user=roe&password=x            | mysql | records | db | 0",
        "jdbc:mariadb://db:3306/records                         | mariadb | records | db | 3306",
        "jdbc:postgresql://records_db:5432/records              | postgresql | records | records_db | 5432",
        "jdbc:oracle:thin:@//records_db:1521/records            | oracle.db | records | records_db | 1521",
        "jdbc:oracle:thin:@//db:1521/records                    | oracle.db | records | db | 1521",
        "jdbc:oracle:thin:@db:1521:ORCL                         | oracle.db | ORCL | db | 1521",
        "jdbc:sqlserver://db:1433;databaseName=records;user=roe | microsoft.sql_server | records | db | 1433",
        "jdbc:sqlserver://db\\one;database=records              | microsoft.sql_server | records | db | 0",
        "jdbc:jtds:sqlserver://db:1433/records                  | microsoft.sql_server | records | db | 1433",
        "jdbc:db2://db:50000/records:user=roe;password=x;       | ibm.db2 | records | db | 50000",
        "jdbc:h2:mem:records;DB_CLOSE_DELAY=-1                  | h2database | records | - | 0",
        "jdbc:h2:tcp://db:9092/records                          | h2database | records | db | 9092",
        "jdbc:derby:memory:records;create=true                  | derby | records | - | 0",
        "jdbc:derby://db:1527/records;create=true               | derby | records | db | 1527",
        "jdbc:IRIS://db:1972/RECORDS                            | intersystems.cache | RECORDS | db | 1972",
        "jdbc:db2://db:50000/records                            | ibm.db2 | records | db | 50000",
        "jdbc:db2:records                                       | ibm.db2 | records | - | 0",
        "jdbc:datadirect:sqlserver://db:1433;databaseName=records | microsoft.sql_server | records | db | 1433",
        "jdbc:informix-sqli://db:1533/records:INFORMIXSERVER=s  | ibm.informix | records | db | 1533",
        "jdbc:sap://db:30015/?databaseName=records&user=roe     | sap.hana | records | db | 30015",
        "jdbc:sqlserver://db\\one:1433;user=a;databaseName=records;password={x} | microsoft.sql_server | records | db | 1433",
        "jdbc:h2:ssl://db/mem:records;USER=roe                  | h2database | records | db | 0",
        "jdbc:hsqldb:hsql://db/records;user=roe                 | hsqldb | records | db | 0",
        "jdbc:mysql://db?user=a&password=x/y                    | mysql | - | db | 0",
        "jdbc:sqlserver://db:1433;user=sa;password=Ab/Xy;encrypt=true | microsoft.sql_server | - | db | 1433",
        "jdbc:aws-wrapper:postgresql://db/records               | postgresql | records | db | 0",
        "jdbc:datadog:h2:mem:records                            | h2database | records | - | 0",
      })
  void productHostAndDatabaseAreRead(
      String url, String system, String namespace, String host, int port) {
    assertThat(DatabaseUrl.parse(url)).isEqualTo(new Database(system, namespace, host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://roe:secret@db/records",
        "jdbc:mysql://roe:sec/ret@db/records",
        "jdbc:mysql://roe:sec?ret@db/records",
        "jdbc:oracle:thin:roe/secret@//db:1521/records",
        "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=db)))",
        "jdbc:h2:/home/roe/records",
        "jdbc:h2:~/records",
        "jdbc:h2:file:/home/roe/records",
        "jdbc:sqlite:C:\\Users\\roe\\records.db",
        "jdbc:derby:/home/roe/records;user=roe",
        "jdbc:postgresql://[::1]/roe",
        "jdbc:postgresql:?user=roe",
      })
  void whatMayHoldAUserAPasswordOrAPathIsNotRead(String url) {
    Database database = DatabaseUrl.parse(url);

    assertThat(database.system()).isNotEqualTo("other_sql");
    assertThat(database).isEqualTo(new Database(database.system(), null, null, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "jdbc:", "jdbc:acme://roe/roe", "roe", "jdbc:::::"})
  void anUnknownProductTellsNothing(String url) {
    assertThat(DatabaseUrl.parse(url)).isEqualTo(Database.UNKNOWN);
  }

  @Test
  void noUrlTellsNothing() {
    assertThat(DatabaseUrl.parse(null)).isEqualTo(Database.UNKNOWN);
  }
}
