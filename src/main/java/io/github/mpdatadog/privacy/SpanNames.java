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
    if (sieve.method != null && (kind == SpanKind.SERVER || kind == SpanKind.CLIENT)) {
      String method = sieve.method.equals(Evidence.OTHER) ? "HTTP" : sieve.method;
      return cache.join(method, kind == SpanKind.SERVER ? sieve.route : sieve.template);
    }
    if (sieve.dbSystem != null && sieve.dbSummary != null) {
      return sieve.dbSummary;
    }
    if (sieve.dbSystem != null) {
      return sieve.dbOperation == null
          ? sieve.dbSystem
          : cache.join(sieve.dbOperation, sieve.dbCollection);
    }
    if (sieve.messagingSystem != null) {
      return sieve.messagingOperation == null
          ? sieve.messagingSystem
          : cache.join(sieve.messagingOperation, sieve.destination);
    }
    if (sieve.batchOperation != null) {
      return cache.join(
          sieve.batchOperation, sieve.batchStep != null ? sieve.batchStep : sieve.batchJob);
    }
    String ofMethod = evidence.known(Kind.SPAN_OF_METHOD, given);
    return ofMethod != null ? ofMethod : evidence.known(Kind.SPAN_NAME, given);
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
