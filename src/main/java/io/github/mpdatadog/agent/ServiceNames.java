// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Under which service a span is shown: the application's own, unless it calls Redis. */
final class ServiceNames {
  private static final AttributeKey<String> DB_SYSTEM_NAME =
      AttributeKey.stringKey("db.system.name");
  private static final AttributeKey<String> DB_SYSTEM = AttributeKey.stringKey("db.system");
  private static final AttributeKey<String> MESSAGING_SYSTEM =
      AttributeKey.stringKey("messaging.system");

  private final String base;
  private final String own;
  private final String redis;
  private final Map<String, String> mapping;

  ServiceNames(String base, Map<String, String> mapping) {
    this.base = base;
    this.mapping = mapping;
    own = mapping.getOrDefault(base, base);
    String beside = base + "-redis";
    redis = mapping.getOrDefault("redis", mapping.getOrDefault(beside, beside));
  }

  /** The service that the operator configured. */
  String base() {
    return base;
  }

  /** The application's service as it is shown, which the operator may have mapped. */
  String own() {
    return own;
  }

  String of(SpanData span) {
    if (span.getKind() == SpanKind.INTERNAL || span.getKind() == SpanKind.SERVER) {
      return own;
    }
    String system = system(span.getAttributes());
    if (system == null) {
      return own;
    }
    if (system.equals("redis")) {
      return redis;
    }
    return mapping.isEmpty() ? own : mapping.getOrDefault(DatabaseSystem.named(system).name(), own);
  }

  private static @Nullable String system(Attributes attributes) {
    String system = attributes.get(DB_SYSTEM_NAME);
    if (system == null) {
      system = attributes.get(DB_SYSTEM);
    }
    return system != null ? system : attributes.get(MESSAGING_SYSTEM);
  }
}
