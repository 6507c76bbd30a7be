// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import org.jspecify.annotations.Nullable;

/** Asks CDI for the calling application's OpenTelemetry. Touched only where CDI can be linked. */
final class CdiTelemetry {

  /** Null where the application has none. Throws where there is no CDI container. */
  static @Nullable Tracer tracer(String scope) {
    Instance<OpenTelemetry> found =
        CDI.current().select(OpenTelemetry.class, Default.Literal.INSTANCE);
    return found.isResolvable() ? found.get().getTracer(scope) : null;
  }

  private CdiTelemetry() {}
}
