// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.batch;

import jakarta.annotation.Resource;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Stores each visit. */
@Named("visitWriter")
@Dependent
public class VisitWriter extends AbstractItemWriter {
  @Resource(lookup = "jdbc/visits")
  DataSource source;

  @Override
  public void writeItems(List<Object> items) throws Exception {
    try (Connection connection = source.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO visits (id, note) VALUES (?, ?)")) {
      for (Object item : items) {
        insert.setString(1, UUID.randomUUID().toString());
        insert.setString(2, item.toString());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
