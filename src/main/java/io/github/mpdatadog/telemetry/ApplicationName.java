// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The name under which the application is deployed, as the Jakarta EE platform tells it. */
final class ApplicationName {

  /** The name, or {@code otherwise} where the server has no naming, or not yet. */
  @SuppressWarnings("BanJNDI") // the name that is looked up is a constant
  static String or(String otherwise) {
    try {
      Object name = new InitialContext().lookup("java:app/AppName");
      return name instanceof String text && !text.isBlank() ? text : otherwise;
    } catch (NamingException | RuntimeException | LinkageError unavailable) {
      return otherwise;
    }
  }

  private ApplicationName() {}
}
