// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.messaging;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A database and a queue in one transaction. */
@Path("transfers")
@RequestScoped
public class Transfers {
  @Resource(lookup = "jdbc/transfers")
  DataSource database;

  @Resource(lookup = "jms/factory")
  ConnectionFactory factory;

  @Resource(lookup = "jms/visits")
  Queue visits;

  @Resource UserTransaction transaction;

  /** With its name as the end of the transaction; says how often the patient is there after it. */
  @POST
  @Path("{end}")
  public int transfer(@PathParam("end") String end, String patient) throws Exception {
    create();
    transaction.begin();
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement("insert into transfers values (?)");
        JMSContext context = factory.createContext()) {
      insert.setString(1, patient);
      insert.executeUpdate();
      context.createProducer().send(visits, patient);
    }
    if (end.equals("commit")) {
      transaction.commit();
    } else {
      transaction.rollback();
    }
    return count(patient);
  }

  private void create() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table transfers (patient varchar(200))");
    } catch (SQLException exists) {
      // by an earlier transfer
      return;
    }
  }

  private int count(String patient) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select count(*) from transfers where patient = ?")) {
      select.setString(1, patient);
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }
}
