// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import io.github.mpdatadog.config.Datadog;
import io.github.mpdatadog.config.DatadogSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Injects what the library offers, beside the server's own unqualified tracer. */
@Path("injected")
@RequestScoped
public class InjectedResource {
  @Inject @Datadog Tracer datadogTracer;
  @Inject Tracer serverTracer;
  @Inject DatadogSettings settings;

  @GET
  public String tell() {
    Span span = datadogTracer.spanBuilder("chart.render").startSpan();
    span.end();
    serverTracer.spanBuilder("chart.print").startSpan().end();
    return "enabled=%s service=%s env=%s version=%s recording=%s"
        .formatted(
            settings.enabled(),
            settings.service(),
            settings.env(),
            settings.version(),
            span.getSpanContext().isValid() && span.getSpanContext().isSampled());
  }
}
