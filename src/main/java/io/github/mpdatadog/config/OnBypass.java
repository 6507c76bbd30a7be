// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

/** What to do where telemetry could leave the JVM around the privacy gate. */
public enum OnBypass {
  /**
   * The application does not start; where the bypass shows only after it started, nothing is
   * exported.
   */
  FAIL,
  /** The application starts, and nothing is exported. */
  STOP_EXPORT,
  /** The application starts and a warning says that its telemetry is not protected. */
  WARN
}
