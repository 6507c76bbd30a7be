// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/** Makes a span's name anew from what was kept of it. The given name is only ever compared. */
final class SpanNames {

  private final Evidence evidence;
  private final NameCache cache = new NameCache();

  SpanNames(Evidence evidence) {
    this.evidence = evidence;
  }

  /** Null when nothing is known about the span; the caller then uses {@link #neutral}. */
  @Nullable String derive(AttributeSieve sieve, SpanKind kind, String given) {
    String method = sieve.decided(Role.METHOD);
    if (method != null && (kind == SpanKind.SERVER || kind == SpanKind.CLIENT)) {
      return cache.join(
          method.equals(Evidence.OTHER) ? "HTTP" : method,
          sieve.decided(kind == SpanKind.SERVER ? Role.ROUTE : Role.TEMPLATE));
    }
    String database = sieve.decided(Role.DB_SYSTEM);
    if (database != null) {
      String summary = sieve.decided(Role.DB_SUMMARY);
      return summary == null
          ? joined(sieve, database, Role.DB_OPERATION, Role.DB_COLLECTION)
          : summary;
    }
    String messaging = sieve.decided(Role.MESSAGING_SYSTEM);
    if (messaging != null) {
      return joined(sieve, messaging, Role.MESSAGING_OPERATION, Role.DESTINATION);
    }
    String batch = sieve.decided(Role.BATCH_OPERATION);
    if (batch != null) {
      String step = sieve.decided(Role.BATCH_STEP);
      return cache.join(batch, step == null ? sieve.decided(Role.BATCH_JOB) : step);
    }
    String ofMethod = evidence.known(Kind.SPAN_OF_METHOD, given);
    return ofMethod != null ? ofMethod : evidence.known(Kind.SPAN_NAME, given);
  }

  private String joined(AttributeSieve sieve, String system, Role operation, Role target) {
    String verb = sieve.decided(operation);
    return verb == null ? system : cache.join(verb, sieve.decided(target));
  }

  static String neutral(SpanKind kind) {
    return switch (kind) {
      case INTERNAL -> "internal";
      case SERVER -> "server";
      case CLIENT -> "client";
      case PRODUCER -> "producer";
      case CONSUMER -> "consumer";
    };
  }
}
