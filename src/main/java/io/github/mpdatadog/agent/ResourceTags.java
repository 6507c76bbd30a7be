// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What every span of a resource carries, encoded once: env, version and the operator's tags. */
final class ResourceTags {
  /** OpenTelemetry's own descriptions of the process and its host; not tags that someone set. */
  private static final String[] DESCRIPTIVE = {
    "aws.", "azure.", "browser.", "cloud.", "container.", "deployment.", "device.", "faas.", "gcp.",
    "heroku.", "host.", "k8s.", "os.", "otel.", "process.", "service.", "telemetry.", "webengine."
  };

  private static final String DEFAULT_SERVICE = "unnamed-java-service";

  private final Resource resource;
  private final ServiceNames services;
  private final Set<String> keys = new HashSet<>();
  private final byte[] entries;
  private int count;

  ResourceTags(Resource resource, Map<String, String> serviceMapping) {
    this.resource = resource;
    services = new ServiceNames(text("service.name", DEFAULT_SERVICE), serviceMapping);
    MsgPackWriter writer = new MsgPackWriter(256);
    String env = text("deployment.environment.name", text("deployment.environment", ""));
    add(writer, "env", env);
    add(writer, "version", text("service.version", ""));
    resource
        .getAttributes()
        .forEach(
            (key, value) -> {
              if (isTag(key.getKey())) {
                add(writer, key.getKey(), value.toString());
              }
            });
    entries = writer.toByteArray();
  }

  boolean isOf(Resource other) {
    return resource == other || resource.equals(other);
  }

  ServiceNames services() {
    return services;
  }

  /** Keys that a span cannot set any more: what the operator configured wins. */
  Set<String> keys() {
    return keys;
  }

  /** Writes the entries into an open map and returns how many. */
  int writeTo(MsgPackWriter writer) {
    writer.raw(entries);
    return count;
  }

  private void add(MsgPackWriter writer, String key, String value) {
    if (!value.isEmpty() && keys.add(key)) {
      writer.string(key, Limits.KEY);
      writer.string(value, Limits.VALUE);
      count++;
    }
  }

  private String text(String key, String otherwise) {
    String value = resource.getAttribute(AttributeKey.stringKey(key));
    return value == null || value.isBlank() ? otherwise : value;
  }

  static boolean isTag(String key) {
    if (key.isEmpty() || key.charAt(0) == '_' || KnownAttribute.named(key) != null) {
      return false;
    }
    for (String prefix : DESCRIPTIVE) {
      if (key.startsWith(prefix)) {
        return false;
      }
    }
    return true;
  }
}
