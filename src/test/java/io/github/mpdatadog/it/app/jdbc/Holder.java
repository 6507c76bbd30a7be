// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.jdbc;

import javax.sql.DataSource;

/** Something that the container gave a data source. */
public interface Holder {
  DataSource source();
}
