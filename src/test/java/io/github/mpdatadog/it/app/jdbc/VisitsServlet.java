// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.jdbc;

import jakarta.annotation.Resource;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A servlet with a data source; at the start, one that makes the tables. */
@WebServlet(urlPatterns = "/visits", loadOnStartup = 1)
public class VisitsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Resource(lookup = "jdbc/plain")
  private transient DataSource source;

  @Override
  public void init() throws ServletException {
    try {
      Visits.createTable(source);
    } catch (SQLException e) {
      log("the tables are there already");
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      String id = new String(request.getInputStream().readAllBytes(), "UTF-8");
      response.getWriter().print(Visits.find(source, id));
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
