// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * PostgreSQL with a database that only a password opens, and a server that is configured for it.
 */
final class RecordsDatabase implements AutoCloseable {
  private static final String PASSWORD = "tulip-Gardener";
  private static final Pattern SNIPPET = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL);

  private final EmbeddedPostgres postgres;

  RecordsDatabase() {
    try {
      postgres =
          EmbeddedPostgres.builder().setServerConfig("max_prepared_transactions", "9").start();
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create role app login password '" + PASSWORD + "'");
        statement.execute("create database records owner app");
        askForPassword(statement);
      }
      try (Connection connection = records().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create table visits (id varchar(200) primary key, note varchar(200))");
        statement.execute("grant all on visits to app");
        statement.execute(
            "create procedure close_visit(wanted varchar) language sql"
                + " as $$ update visits set note = 'closed' where id = wanted $$");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void askForPassword(Statement statement) throws SQLException, IOException {
    try (ResultSet file = statement.executeQuery("show hba_file")) {
      file.next();
      Path rules = Path.of(file.getString(1));
      String others = Files.readString(rules);
      Files.writeString(rules, "host records app all scram-sha-256\n" + others);
    }
    statement.execute("select pg_reload_conf()");
  }

  /** With the rights of the database's owner. */
  DataSource records() {
    return postgres.getDatabase("postgres", "records");
  }

  /** How many visits of this one there are. */
  int count(String id) {
    return number("select count(*) from visits where id = '" + id + "'");
  }

  private int number(String sql) {
    try (Connection connection = records().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Branches that are prepared and neither committed nor rolled back. */
  int prepared() {
    return number("select count(*) from pg_prepared_xacts");
  }

  /** One more, behind ours as the README tells, with that class behind it. */
  String xaDataSource(String name, Class<?> behind) {
    String readme = readme();
    int from = readme.indexOf("<dataSource jndiName=\"jdbc/ledger\"");
    return "<server>"
        + readme
            .substring(from, readme.indexOf("</dataSource>", from))
            .replace("jdbc/ledger", "jdbc/" + name)
            .replace("org.postgresql.xa.PGXADataSource", behind.getName())
        + "</dataSource></server>";
  }

  /** A server with plain data sources, and with those that the README tells to write. */
  ServerDirectory server(String name, FakeAgent agent) {
    return ServerDirectory.create(name, "jdbc")
        .environment("DD_TRACE_AGENT_URL=" + agent.url())
        .variable("it.db.port", postgres.getPort())
        .variable("it.db.password", PASSWORD)
        .configuration("readme.xml", readme())
        .library("jdbc", Apps.paths("postgresql"))
        .library("jdbc", Apps.library().toPath())
        .library("bare", Apps.paths("postgresql"))
        .library("derby", Apps.paths("derby"))
        .library("lib/global", Apps.paths("h2"));
  }

  /** The README's own snippets; only host, port and password are those of this database. */
  private String readme() {
    try {
      String text = Files.readString(Path.of("README.md"));
      int from = text.indexOf("\n## JDBC\n");
      Matcher snippets = SNIPPET.matcher(text.substring(from, text.indexOf("\n## ", from + 1)));
      StringBuilder xml = new StringBuilder("<server>\n");
      while (snippets.find()) {
        xml.append(snippets.group(1));
      }
      return xml.append("</server>\n")
          .toString()
          .replace("db:5432", "localhost:" + postgres.getPort())
          .replace("serverName=\"db\" portNumber=\"5432\"", serverAndPort())
          .replace("{xor}...", xor(PASSWORD));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String serverAndPort() {
    return "serverName=\"localhost\" portNumber=\"" + postgres.getPort() + "\"";
  }

  /** As the server's securityUtility writes it. */
  private static String xor(String password) {
    byte[] bytes = password.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= '_';
    }
    return "{xor}" + Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
