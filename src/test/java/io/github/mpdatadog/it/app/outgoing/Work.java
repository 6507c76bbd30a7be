// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import io.github.mpdatadog.config.Datadog;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Work that leaves a span wherever it is done. */
@ApplicationScoped
public class Work {
  @Inject @Datadog Tracer tracer;

  public String run() {
    Span span = tracer.spanBuilder("ward.work").startSpan();
    span.end();
    return "done";
  }
}
