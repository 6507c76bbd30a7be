// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scopes are named by whoever asks for a tracer: only known names leave, as constants. */
final class Scopes {

  private static final InstrumentationScopeInfo NEUTRAL =
      InstrumentationScopeInfo.create("microprofile-datadog");

  private static final Map<String, InstrumentationScopeInfo> KNOWN = new HashMap<>();

  static {
    for (String name :
        new String[] {
          "io.openliberty.microprofile.telemetry",
          "Client filter",
          "io.github.mpdatadog",
          "io.github.mpdatadog.rest",
          "io.github.mpdatadog.jdbc",
          "io.github.mpdatadog.redis",
          "io.github.mpdatadog.messaging",
          "io.github.mpdatadog.batch",
          "io.github.mpdatadog.reactive",
          "io.github.mpdatadog.concurrent"
        }) {
      KNOWN.put(name, InstrumentationScopeInfo.create(name));
    }
  }

  static InstrumentationScopeInfo known(@Nullable InstrumentationScopeInfo given) {
    return given == null ? NEUTRAL : KNOWN.getOrDefault(given.getName(), NEUTRAL);
  }

  private Scopes() {}
}
