// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.jdbc;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.inject.Named;
import jakarta.interceptor.Interceptors;
import javax.sql.DataSource;

/** Has none itself: its interceptor, of the EJB kind, answers. */
@Named("ejb-interceptor")
@Stateless
@Local(Holder.class)
@Interceptors(AnsweringInterceptor.class)
public class InterceptedEjb implements Holder {
  @Override
  public DataSource source() {
    throw new IllegalStateException("not intercepted");
  }
}
