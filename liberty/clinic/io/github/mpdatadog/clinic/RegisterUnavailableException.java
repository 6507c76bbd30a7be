// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.clinic;

import java.sql.SQLException;

/** The database did not do what it was asked; its message may repeat what it was asked. */
public class RegisterUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RegisterUnavailableException(SQLException cause) {
    super("the register is unavailable", cause);
  }
}
