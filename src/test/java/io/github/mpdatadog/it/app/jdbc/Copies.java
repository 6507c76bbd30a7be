// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.jdbc;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** What JDBC has no words for. Linked only where the application sees the driver. */
final class Copies {
  private Copies() {}

  static String copy(DataSource source, String id) throws SQLException, IOException {
    try (Connection connection = source.getConnection()) {
      boolean said = connection.isWrapperFor(PGConnection.class);
      PGConnection vendor = connection.unwrap(PGConnection.class);
      long in =
          vendor
              .getCopyAPI()
              .copyIn("copy visits from stdin with csv", new StringReader(id + ",copied\n"));
      StringWriter rows = new StringWriter();
      long out =
          vendor
              .getCopyAPI()
              .copyOut("copy (select * from visits where id = '" + id + "') to stdout", rows);
      boolean usable = connection.isValid(5) && vendor.getBackendPID() > 0;
      return said + " " + in + " " + out + " " + rows.toString().strip() + " " + usable;
    }
  }
}
