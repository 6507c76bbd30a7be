// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.jdbc;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import javax.sql.DataSource;

/** Answers with the data source that was injected here. */
@Interceptor
@Answered
@Priority(Interceptor.Priority.APPLICATION)
public class AnsweringInterceptor {
  @Resource(lookup = "jdbc/plain")
  DataSource source;

  @AroundInvoke
  Object answer(InvocationContext context) {
    return source;
  }
}
