// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.github.mpdatadog.agent.DatadogSpanExporter;
import io.github.mpdatadog.config.DatadogSettings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import java.util.Set;

/**
 * The resource that leaves: what the operator configured and what OpenTelemetry says of itself. The
 * server's own resource carries the whole command line of the JVM.
 */
final class SafeResource {

  static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
  private static final AttributeKey<String> SERVICE_VERSION =
      AttributeKey.stringKey("service.version");
  private static final AttributeKey<String> ENVIRONMENT =
      AttributeKey.stringKey("deployment.environment.name");

  /** The name that semantic conventions had before 1.27, which older backends read. */
  private static final AttributeKey<String> OLD_ENVIRONMENT =
      AttributeKey.stringKey("deployment.environment");

  private static final List<AttributeKey<String>> KEPT =
      List.of(
          SERVICE_NAME,
          AttributeKey.stringKey("telemetry.sdk.language"),
          AttributeKey.stringKey("telemetry.sdk.name"),
          AttributeKey.stringKey("telemetry.sdk.version"));

  /** Tags that are settings, and shown as such. */
  private static final Set<String> ELSEWHERE = Set.of("service", "env", "version");

  /** The service is the one configured, else the application's name, which the server put in. */
  static Resource of(Resource servers, DatadogSettings settings) {
    AttributesBuilder safe = Attributes.builder();
    settings.tags().forEach(safe::put);
    for (AttributeKey<String> key : KEPT) {
      String value = servers.getAttribute(key);
      if (value != null) {
        safe.put(key, value);
      }
    }
    if (settings.service() != null) {
      safe.put(SERVICE_NAME, settings.service());
    }
    if (settings.version() != null) {
      safe.put(SERVICE_VERSION, settings.version());
    }
    safe.put(ENVIRONMENT, settings.env());
    safe.put(OLD_ENVIRONMENT, settings.env());
    return Resource.create(safe.build());
  }

  /** Keys of tags that no span shows, sorted. */
  static List<String> unsent(DatadogSettings settings) {
    return settings.tags().keySet().stream()
        .filter(key -> !ELSEWHERE.contains(key) && !DatadogSpanExporter.isTag(key))
        .sorted()
        .toList();
  }

  private SafeResource() {}
}
