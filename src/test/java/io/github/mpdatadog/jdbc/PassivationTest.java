// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.mpdatadog.Passivated;
import java.io.NotSerializableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session bean may be written to disk with the data source that was injected. */
class PassivationTest {

  private final Traces traces = Traces.on();

  @AfterEach
  void close() {
    traces.close();
  }

  @Test
  void whatCanBeSerializedStillCanBeAndIsTracedAfterwards() throws Exception {
    DataSource back = Passivated.andActivated(Jdbc.wrap(new Written()));

    try (Connection connection = back.getConnection()) {
      assertThat(traces.of(() -> connection.createStatement().execute("select 1")))
          .singleElement()
          .satisfies(
              span -> assertThat(Traces.text(span, "db.system.name")).isEqualTo("h2database"));
    }
  }

  @Test
  void whatCannotBeSerializedFailsAsItWouldWithoutUs() {
    try (HikariDataSource pool = new HikariDataSource()) {
      assertThatThrownBy(() -> Passivated.andActivated(Jdbc.wrap(pool)))
          .isInstanceOf(NotSerializableException.class)
          .hasMessageContaining(HikariDataSource.class.getName());
    }
  }

  /** As CDI's proxies are; those of H2 and Derby do not work any more when they are read. */
  private static final class Written extends EmbeddedDataSource {
    private static final long serialVersionUID = 1L;

    @Override
    public Connection getConnection() throws SQLException {
      return DriverManager.getConnection("jdbc:h2:mem:passivated");
    }
  }
}
