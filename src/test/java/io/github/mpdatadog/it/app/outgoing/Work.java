// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import io.github.mpdatadog.config.Datadog;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;

/** Work that leaves a span wherever it is done. */
@ApplicationScoped
public class Work {
  /** An event that asks for it. */
  public record Wanted(CompletableFuture<String> result) {}

  @Inject @Datadog Tracer tracer;

  void wanted(@ObservesAsync Wanted event) {
    event.result().complete(run());
  }

  public String run() {
    Span span = tracer.spanBuilder("ward.work").startSpan();
    span.end();
    return "done";
  }
}
