// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import static java.util.logging.Level.WARNING;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds the OpenTelemetry of the application that asks, through its beans. */
final class ApplicationTracer {

  private static final Logger LOG = Logger.getLogger(ApplicationTracer.class.getName());

  /** Null, and a warning, where no application can be told. */
  static @Nullable RedisTracer of(boolean rootSpans) {
    try {
      Instance<OpenTelemetry> openTelemetry =
          CDI.current().select(OpenTelemetry.class, Default.Literal.INSTANCE);
      if (openTelemetry.isResolvable()) {
        return new RedisTracer(openTelemetry.get(), rootSpans);
      }
    } catch (RuntimeException | LinkageError noBeans) {
      // Told below; the exception's text is the server's.
    }
    LOG.log(
        WARNING,
        "MPDD0421W: Redis calls are not traced, because create() was called where no application is"
            + " known. Call it on a thread of the application, for example in a producer method or"
            + " in @PostConstruct of a bean.");
    return null;
  }

  private ApplicationTracer() {}
}
