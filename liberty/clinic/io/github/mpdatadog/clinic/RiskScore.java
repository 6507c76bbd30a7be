// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.clinic;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** A made-up score from age and laboratory values. */
@ApplicationScoped
public class RiskScore {

  @Inject @RestClient Laboratory laboratory;

  /** Traced by hand, with everything that a hurried developer puts on a span. */
  @WithSpan("RiskScore.compute")
  public int compute(@SpanAttribute("patient") Patient patient) {
    Span span = Span.current();
    span.setAttribute("patient.ssn", patient.ssn());
    span.setAttribute("patient.age", patient.age());
    try {
      List<LabResult> results = laboratory.results(patient.mrn(), patient.name());
      return (int) results.stream().mapToDouble(LabResult::value).sum() + patient.age() / 10;
    } catch (WebApplicationException | ProcessingException e) {
      span.recordException(new IllegalStateException("no values for " + patient.name(), e));
      return patient.age() / 10;
    }
  }
}
