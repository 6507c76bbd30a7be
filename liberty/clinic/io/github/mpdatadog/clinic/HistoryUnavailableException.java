// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.clinic;

/** The archive did not answer. */
public class HistoryUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Who could not be found, with all that helps the person at the desk. */
  public HistoryUnavailableException(Patient patient) {
    super("no history for " + patient.name() + " (" + patient.mrn() + ", " + patient.ssn() + ")");
  }
}
