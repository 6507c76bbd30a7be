// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import java.util.HashMap;
import java.util.Map;

/**
 * What Datadog calls a database: its name there, and the span type, which chooses the Agent's own
 * obfuscator.
 *
 * @param name Datadog's name; its SQL lexer goes by it
 * @param type {@code sql}, {@code redis}, {@code mongodb}, ... or {@code db} for any other
 */
record DatabaseSystem(String name, String type) {
  private static final Map<String, DatabaseSystem> BY_OTEL_NAME = new HashMap<>();

  static {
    for (String sql :
        new String[] {
          "clickhouse",
          "cockroachdb",
          "db2",
          "derby",
          "h2",
          "hana",
          "hive",
          "hsqldb",
          "informix",
          "ingres",
          "instantdb",
          "interbase",
          "intersystems_cache",
          "firebird",
          "firebirdsql",
          "mariadb",
          "maxdb",
          "mysql",
          "netezza",
          "oracle",
          "postgresql",
          "redshift",
          "snowflake",
          "spanner",
          "sqlite",
          "sybase",
          "teradata",
          "trino",
          "vertica"
        }) {
      add(sql, sql, "sql");
    }
    add("actian.ingres", "ingres", "sql");
    add("aws.redshift", "redshift", "sql");
    add("gcp.spanner", "spanner", "sql");
    add("h2database", "h2", "sql");
    add("hanadb", "hana", "sql");
    add("ibm.db2", "db2", "sql");
    add("ibm.informix", "informix", "sql");
    add("ibm.netezza", "netezza", "sql");
    add("intersystems.cache", "intersystems_cache", "sql");
    add("microsoft.sql_server", "sqlserver", "sql");
    add("mssql", "sqlserver", "sql");
    add("oracle.db", "oracle", "sql");
    add("other_sql", "sql", "sql");
    add("sap.hana", "hana", "sql");
    add("sap.maxdb", "maxdb", "sql");
    for (String own :
        new String[] {
          "cassandra", "elasticsearch", "memcached", "mongodb", "opensearch", "redis"
        }) {
      add(own, own, own);
    }
  }

  private static void add(String otelName, String name, String type) {
    BY_OTEL_NAME.put(otelName, new DatabaseSystem(name, type));
  }

  static DatabaseSystem named(String otelName) {
    DatabaseSystem known = BY_OTEL_NAME.get(otelName);
    return known != null ? known : new DatabaseSystem(otelName, "db");
  }

  boolean isRedis() {
    return type.equals("redis");
  }
}
