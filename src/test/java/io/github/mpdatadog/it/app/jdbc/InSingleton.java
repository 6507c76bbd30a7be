// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.jdbc;

import jakarta.annotation.Resource;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.inject.Named;
import javax.sql.DataSource;

/** Another kind of EJB. */
@Named("singleton")
@Singleton
@Local(Holder.class)
public class InSingleton implements Holder {
  @Resource(lookup = "jdbc/plain")
  DataSource source;

  @Override
  public DataSource source() {
    return source;
  }
}
