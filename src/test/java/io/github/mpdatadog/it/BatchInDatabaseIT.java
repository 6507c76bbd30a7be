// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import org.junit.jupiter.api.BeforeAll;

/** Jobs that the server keeps in a database, by transactions of its own around those of a step. */
class BatchInDatabaseIT extends BatchContract {
  private static final String REPOSITORY =
      """
      <server>
        <library id="derby"><fileset dir="${server.config.dir}/derby" includes="*.jar"/></library>
        <dataSource id="jobs" type="javax.sql.XADataSource">
          <jdbcDriver libraryRef="derby"/>
          <properties.derby.embedded databaseName="memory:jobs" createDatabase="create"/>
        </dataSource>
        <databaseStore id="jobs" dataSourceRef="jobs"/>
        <batchPersistence jobStoreRef="jobs"/>
      </server>
      """;

  @BeforeAll
  static void start() {
    start("it-batch-database", REPOSITORY);
  }
}
