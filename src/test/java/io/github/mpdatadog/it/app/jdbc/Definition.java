// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.jdbc;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import javax.sql.DataSource;

/** A data source that the application brings along. */
@DataSourceDefinition(
    name = "java:app/jdbc/defined",
    className = "org.h2.jdbcx.JdbcDataSource",
    url =
        "jdbc:h2:mem:defined;DB_CLOSE_DELAY=-1;INIT=create table if not exists visits"
            + " (id varchar(200) primary key\\, note varchar(200))",
    user = "sa",
    password = "")
@Named("defined")
@ApplicationScoped
public class Definition implements Holder {
  @Resource(lookup = "java:app/jdbc/defined")
  DataSource source;

  @Override
  public DataSource source() {
    return source;
  }
}
