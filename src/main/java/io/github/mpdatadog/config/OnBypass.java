// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

/** What to do where telemetry could leave the JVM around the privacy gate. */
public enum OnBypass {
  /** The application does not start. */
  FAIL,
  /** The application starts and a warning says that its telemetry is not protected. */
  WARN
}
