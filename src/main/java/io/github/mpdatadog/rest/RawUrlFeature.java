// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.github.mpdatadog.privacy.Vocabulary;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Registers, where tracing is on, the filter that overwrites raw URLs before matching. Called by
 * the server.
 */
public final class RawUrlFeature implements Feature {

  /** For the service loader. */
  public RawUrlFeature() {}

  @Override
  public boolean configure(FeatureContext context) {
    boolean server = context.getConfiguration().getRuntimeType() == RuntimeType.SERVER;
    if (server && Switch.isOn()) {
      context.register(new RawUrlFilter(Vocabulary.shared(), System::nanoTime));
      return true;
    }
    return false;
  }
}
