// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.reactive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Trace headers as headers of a record: the names as they are, the values in UTF-8, as
 * dd-trace-java and OpenTelemetry's Java agent write and read them.
 *
 * <p>Stateless.
 */
enum KafkaHeaders implements TextMapSetter<Headers>, TextMapGetter<Headers> {
  INSTANCE;

  @Override
  public void set(@Nullable Headers headers, String name, String value) {
    if (headers != null) {
      headers.remove(name).add(name, value.getBytes(UTF_8));
    }
  }

  @Override
  public @Nullable String get(@Nullable Headers headers, String name) {
    Header header = headers == null ? null : headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  /** The other headers are the application's. */
  @Override
  public Iterable<String> keys(Headers headers) {
    return List.of();
  }
}
