// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/** Registers, where tracing is on, the filter of REST clients, for each of them. */
public final class OutgoingFeature implements Feature {

  /** For the service loader. */
  public OutgoingFeature() {}

  @Override
  public boolean configure(FeatureContext context) {
    boolean client = context.getConfiguration().getRuntimeType() == RuntimeType.CLIENT;
    if (client && Switch.isOn()) {
      context.register(OutgoingFilter.configured());
      return true;
    }
    return false;
  }
}
