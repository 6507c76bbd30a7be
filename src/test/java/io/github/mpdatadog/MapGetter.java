// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Map;

/** A map as the headers of a request. */
public enum MapGetter implements TextMapGetter<Map<String, String>> {
  GETTER;

  @Override
  public Iterable<String> keys(Map<String, String> headers) {
    return headers.keySet();
  }

  @Override
  public String get(Map<String, String> headers, String name) {
    return headers.get(name);
  }
}
