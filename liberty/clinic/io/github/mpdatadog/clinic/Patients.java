// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.clinic;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** The register, in a database. */
@ApplicationScoped
public class Patients {

  private static final String COLUMNS = "SELECT mrn, name, ssn, phone, age FROM patients";

  @Resource(lookup = "jdbc/clinic")
  DataSource database;

  // 900 to 999 is no area of social security numbers, 123-45-6789 is the textbook one,
  // and 555-01xx is kept for fiction.
  @PostConstruct
  void open() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE patients (mrn VARCHAR(20) PRIMARY KEY, name VARCHAR(80), ssn CHAR(11),"
              + " phone VARCHAR(20), age INT)");
      statement.execute(
          "CREATE TABLE notes (id INT AUTO_INCREMENT, mrn VARCHAR(20), text VARCHAR(400))");
    } catch (SQLException e) {
      throw new RegisterUnavailableException(e);
    }
    admit(new Patient("MRN-00017", "Jane Roe", "123-45-6789", "212-555-0117", 67));
    admit(new Patient("MRN-00018", "John Q. Public", "900-12-3456", "212-555-0118", 41));
    admit(new Patient("MRN-00019", "Zoë Müller-Ødegård", "999-65-4321", "212-555-0119", 9));
    note("MRN-00017", "Jane Roe reports chest pain since Tuesday.");
    note("MRN-00017", "Called 212-555-0117, no answer.");
  }

  /** The patient, or 404 with the number in the exception's text. */
  public Patient byMrn(String mrn) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(COLUMNS + " WHERE mrn = ?")) {
      statement.setString(1, mrn);
      return patients(statement.executeQuery()).stream()
          .findFirst()
          .orElseThrow(() -> new NotFoundException("no patient " + mrn));
    } catch (SQLException e) {
      throw new RegisterUnavailableException(e);
    }
  }

  /** The name is in the text of the statement, as hurried developers write it. */
  public Collection<Patient> byName(String part) {
    String quoted = part.toLowerCase(Locale.ROOT).replace("'", "''");
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      return patients(
          statement.executeQuery(COLUMNS + " WHERE LOWER(name) LIKE '%" + quoted + "%'"));
    } catch (SQLException e) {
      throw new RegisterUnavailableException(e);
    }
  }

  /** A second admission fails in the database, whose message repeats the number. */
  public void admit(Patient patient) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "INSERT INTO patients (mrn, name, ssn, phone, age) VALUES (?, ?, ?, ?, ?)")) {
      statement.setString(1, patient.mrn());
      statement.setString(2, patient.name());
      statement.setString(3, patient.ssn());
      statement.setString(4, patient.phone());
      statement.setInt(5, patient.age());
      statement.executeUpdate();
    } catch (SQLIntegrityConstraintViolationException e) {
      throw new ClientErrorException("twice: " + patient.mrn(), Response.Status.CONFLICT, e);
    } catch (SQLException e) {
      throw new RegisterUnavailableException(e);
    }
  }

  public List<Note> notes(Patient patient) {
    List<Note> notes = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("SELECT id, text FROM notes WHERE mrn = ? ORDER BY id")) {
      statement.setString(1, patient.mrn());
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        notes.add(new Note(rows.getInt("id"), rows.getString("text")));
      }
      return notes;
    } catch (SQLException e) {
      throw new RegisterUnavailableException(e);
    }
  }

  public void note(String mrn, String text) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("INSERT INTO notes (mrn, text) VALUES (?, ?)")) {
      statement.setString(1, mrn);
      statement.setString(2, text);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new RegisterUnavailableException(e);
    }
  }

  private static List<Patient> patients(ResultSet rows) throws SQLException {
    List<Patient> found = new ArrayList<>();
    while (rows.next()) {
      found.add(
          new Patient(
              rows.getString("mrn"),
              rows.getString("name"),
              rows.getString("ssn"),
              rows.getString("phone"),
              rows.getInt("age")));
    }
    return found;
  }
}
