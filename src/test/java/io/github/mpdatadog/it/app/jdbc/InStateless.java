// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.jdbc;

import jakarta.annotation.Resource;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.inject.Named;
import javax.sql.DataSource;

/** An EJB: Liberty wants those to be top-level classes. */
@Named("stateless")
@Stateless
@Local(Holder.class)
public class InStateless implements Holder {
  @Resource(lookup = "jdbc/plain")
  DataSource source;

  @Override
  public DataSource source() {
    return source;
  }
}
