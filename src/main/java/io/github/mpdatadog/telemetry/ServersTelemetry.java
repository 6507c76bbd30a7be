// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;

/**
 * The OpenTelemetry that the server made for the application, among all that it may have as beans.
 *
 * <p>Public for the rooms of this library; not an API.
 */
public final class ServersTelemetry {

  /**
   * Chooses the bean of the default qualifier. It belongs to one application: keep it no longer
   * than a bean of that application lives.
   *
   * @param any every such bean of the application
   * @return one that does nothing where the server made none
   */
  public static OpenTelemetry of(Instance<OpenTelemetry> any) {
    Instance<OpenTelemetry> servers = any.select(Default.Literal.INSTANCE);
    return servers.isResolvable() ? servers.get() : OpenTelemetry.noop();
  }

  private ServersTelemetry() {}
}
