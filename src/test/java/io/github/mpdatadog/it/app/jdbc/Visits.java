// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What is done with a database, carefully and carelessly. */
final class Visits {
  private Visits() {}

  static void createTable(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement create = connection.createStatement()) {
      create.execute("create table visits (id varchar(200) primary key, note varchar(200))");
    }
  }

  static String find(DataSource source, String id) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select note from visits where id = ?")) {
      select.setString(1, id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getString(1) : "none";
      }
    }
  }

  static void add(DataSource source, String id) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("insert into visits (id, note) values (?, ?)")) {
      insert.setString(1, id);
      insert.setString(2, "came");
      insert.executeUpdate();
    }
  }

  /** Plants the text wherever SQL can carry one; says what the database said. */
  static List<String> plant(DataSource source, String text) throws SQLException {
    String literal = "'" + text.replace("'", "''") + "'";
    String quoted = "\"" + text.replace("\"", "").replaceAll("(?s)(.{60}).*", "$1") + "\"";
    String word = text.replaceAll("[^A-Za-z0-9]", "_");
    List<String> said = new ArrayList<>();
    for (String sql :
        List.of(
            "delete from visits where id = " + literal,
            "insert into visits (id, note) values (" + literal + ", 'x')",
            "insert into visits (id, note) values (" + literal + ", 'again')",
            "select note from visits where note like " + literal + " -- for " + text,
            "select /* " + text.replace("*/", "") + " */ note from visits",
            "select note as " + quoted + " from visits",
            "select * from " + quoted,
            "select * from patient_" + word,
            "select note from visits where " + quoted + " = 1",
            "select note from visits where id = '" + text,
            text)) {
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        said.add(e.getMessage());
      }
    }
    try (Connection connection = source.getConnection()) {
      try {
        find(source, text);
        add(source, text);
      } catch (SQLException e) {
        said.add(e.getMessage());
      }
      try (CallableStatement call = connection.prepareCall("{call book_visit(?)}")) {
        call.setString(1, text);
        call.execute();
      } catch (SQLException e) {
        said.add(e.getMessage());
      }
      try (Statement batch = connection.createStatement()) {
        batch.addBatch("update visits set note = " + literal + " where id = " + literal);
        batch.addBatch("insert into visits (id, note) values (" + literal + ", 'x')");
        batch.executeBatch();
      } catch (SQLException e) {
        said.add(e.getMessage());
      }
      try {
        connection.setClientInfo("ApplicationName", text);
      } catch (SQLException e) {
        said.add(e.getMessage());
      }
    }
    return said;
  }
}
