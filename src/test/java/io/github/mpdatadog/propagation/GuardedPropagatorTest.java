// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.MapGetter;
import io.github.mpdatadog.propagation.DatadogPropagator.Family;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardedPropagatorTest {

  private static final List<Family> BOTH = List.of(Family.values());

  private final GuardedPropagator propagator =
      new GuardedPropagator(DatadogPropagator.create(BOTH, BOTH));

  private final Context traced =
      Context.root()
          .with(Baggage.builder().put("patient", "x").build())
          .with(
              Span.wrap(
                  SpanContext.create(
                      "11111111111111112222222222222222",
                      "3333333333333333",
                      TraceFlags.getSampled(),
                      TraceState.getDefault())));

  private Map<String, String> injected(Context context) {
    Map<String, String> headers = new HashMap<>();
    propagator.inject(context, headers, Map::put);
    return headers;
  }

  @Test
  void whoDoesNotKnowTheOtherSideTellsItNothing() {
    assertThat(injected(traced)).isEmpty();
  }

  @Test
  void oneOfUsIsToldTheTraceAndNoBaggage() {
    assertThat(injected(GuardedPropagator.toUs(traced)))
        .containsKeys("traceparent", "x-datadog-trace-id")
        .doesNotContainKey("baggage");
  }

  @Test
  void theMarkIsNotInheritedByTheContextItWasMadeFrom() {
    GuardedPropagator.toUs(traced);

    assertThat(injected(traced)).isEmpty();
  }

  /** Code that was written for OpenTelemetry's own propagators may hand in nothing. */
  @Test
  void whatIsMissingIsTakenAsOpenTelemetrysOwnPropagatorsTakeIt() {
    for (TextMapPropagator any : List.of(propagator, W3CTraceContextPropagator.getInstance())) {
      Map<String, String> headers = new HashMap<>();
      any.inject(null, headers, Map::put);
      any.inject(GuardedPropagator.toUs(traced), headers, null);

      assertThat(headers).isEmpty();
      assertThat(any.extract(null, headers, MapGetter.GETTER)).isSameAs(Context.root());
      assertThat(any.extract(traced, headers, null)).isSameAs(traced);
    }
  }
}
