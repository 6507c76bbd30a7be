// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.propagation.DatadogPropagator.Family;
import io.opentelemetry.api.trace.SpanContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One context out of two families of headers. */
class ReconciliationTest {

  private static final List<Family> BOTH = List.of(Family.DATADOG, Family.TRACECONTEXT);

  private static final String TRACE_ID = "640cfd8d00000000000000000000002a";

  private static Map<String, String> headers(String... pairs) {
    Map<String, String> headers = new HashMap<>();
    headers.put("x-datadog-trace-id", "42");
    headers.put("x-datadog-parent-id", "10");
    headers.put("x-datadog-tags", "_dd.p.tid=640cfd8d00000000,_dd.p.dm=-4");
    headers.put("x-datadog-sampling-priority", "2");
    headers.put("traceparent", "00-" + TRACE_ID + "-00000000000000ff-01");
    headers.put("tracestate", "dd=s:1;p:000000000000000a;t.dm:-1");
    for (int i = 0; i < pairs.length; i += 2) {
      headers.put(pairs[i], pairs[i + 1]);
    }
    headers.values().removeIf(String::isEmpty);
    return headers;
  }

  private static SpanContext extract(
      List<Family> order, boolean first, Map<String, String> headers) {
    return Carrier.extract(DatadogPropagator.create(order, BOTH, first, Map.of()), headers);
  }

  private static SpanContext extract(Map<String, String> headers) {
    return extract(BOTH, false, headers);
  }

  @Test
  void aServiceInBetweenThatKnowsOnlyW3cBecomesTheParent() {
    SpanContext context = extract(headers());

    assertThat(context.getTraceId()).isEqualTo(TRACE_ID);
    assertThat(context.getSpanId()).isEqualTo("00000000000000ff");
    assertThat(Carrier.state(context)).isEqualTo("s:2;p:000000000000000a;t.dm:-4");
  }

  @Test
  void withoutATellingStateTheLastDatadogSpanIsTheOneOfDatadogsHeaders() {
    SpanContext context = extract(headers("tracestate", ""));

    assertThat(context.getSpanId()).isEqualTo("00000000000000ff");
    assertThat(Carrier.state(context)).isEqualTo("s:2;p:000000000000000a;t.dm:-4");
  }

  @Test
  void theSameParentInBothNeedsNoLastDatadogSpan() {
    SpanContext context =
        extract(headers("traceparent", "00-" + TRACE_ID + "-000000000000000a-01"));

    assertThat(context.getSpanId()).isEqualTo("000000000000000a");
    assertThat(Carrier.state(context)).isEqualTo("s:2;t.dm:-4");
  }

  @Test
  void anotherTraceInW3cIsLeftAlone() {
    SpanContext context =
        extract(headers("traceparent", "00-00000000000000010000000000000099-00000000000000ff-01"));

    assertThat(context.getTraceId()).isEqualTo(TRACE_ID);
    assertThat(context.getSpanId()).isEqualTo("000000000000000a");
    assertThat(Carrier.state(context)).isEqualTo("s:2;t.dm:-4");
  }

  @Test
  void aTraceOf64BitsIsTheSameTraceAsItsLowerHalf() {
    SpanContext context = extract(headers("x-datadog-tags", ""));

    assertThat(context.getTraceId()).isEqualTo("0000000000000000000000000000002a");
    assertThat(context.getSpanId()).isEqualTo("00000000000000ff");
  }

  @Test
  void twoTracesOf128BitsDifferInEitherHalf() {
    SpanContext context =
        extract(headers("traceparent", "00-640cfd8d00000001000000000000002a-00000000000000ff-01"));

    assertThat(context.getSpanId()).isEqualTo("000000000000000a");
  }

  @Test
  void w3csDecisionCountsWhereDatadogsHeadersHaveNone() {
    SpanContext context =
        extract(
            headers(
                "x-datadog-sampling-priority", "",
                "x-datadog-origin", "rum",
                "traceparent", "00-" + TRACE_ID + "-00000000000000ff-00",
                "tracestate", "dd=s:-1;t.dm:-3"));

    assertThat(context.isSampled()).isFalse();
    assertThat(Carrier.state(context)).isEqualTo("s:-1;o:rum;p:000000000000000a;t.dm:-3");
  }

  @Test
  void w3cFirstTakesNothingFromDatadogsHeaders() {
    SpanContext context = extract(List.of(Family.TRACECONTEXT, Family.DATADOG), false, headers());

    assertThat(context.getSpanId()).isEqualTo("00000000000000ff");
    assertThat(Carrier.state(context)).isEqualTo("s:1;p:000000000000000a;t.dm:-1");
  }

  @Test
  void extractFirstLooksAtTheFirstValidFamilyAlone() {
    SpanContext context = extract(BOTH, true, headers());

    assertThat(context.getSpanId()).isEqualTo("000000000000000a");
    assertThat(Carrier.state(context)).isEqualTo("s:2;t.dm:-4");
  }

  @Test
  void extractFirstGoesOnWhereTheFirstFamilyIsInvalid() {
    SpanContext context = extract(BOTH, true, headers("x-datadog-trace-id", "0"));

    assertThat(context.getSpanId()).isEqualTo("00000000000000ff");
  }

  /** In ddtrace's form, with a user id and another vendor's member added. */
  @Test
  void aTraceFromDdtraceGoesOnToADdJavaServiceAsOneTraceWithOneDecision() {
    Map<String, String> fromPython =
        Map.of(
            "x-datadog-trace-id", "5208512171318403364",
            "x-datadog-parent-id", "13088165645273925489",
            "x-datadog-sampling-priority", "2",
            "x-datadog-tags", "_dd.p.dm=-3,_dd.p.tid=655f95b700000000,_dd.p.usr.id=amFuZQ==",
            "traceparent", "00-655f95b70000000048485a3953bb6124-b5a2814f70060771-01",
            "tracestate",
                "dd=p:b5a2814f70060771;s:2;t.dm:-3;t.tid:655f95b700000000;t.usr.id:amFuZQ~~,other=jane");
    DatadogPropagator propagator = DatadogPropagator.create(BOTH, BOTH);

    SpanContext caller = Carrier.extract(propagator, fromPython);
    SpanContext ours =
        SpanContext.create(
            caller.getTraceId(),
            "00000000000003e7",
            caller.getTraceFlags(),
            caller.getTraceState());

    assertThat(caller.getTraceId()).isEqualTo("655f95b70000000048485a3953bb6124");
    assertThat(caller.getSpanId()).isEqualTo("b5a2814f70060771");
    assertThat(Carrier.inject(propagator, ours))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "x-datadog-trace-id", "5208512171318403364",
                "x-datadog-parent-id", "999",
                "x-datadog-sampling-priority", "2",
                "x-datadog-tags", "_dd.p.tid=655f95b700000000,_dd.p.dm=-3",
                "traceparent", "00-655f95b70000000048485a3953bb6124-00000000000003e7-01",
                "tracestate", "dd=s:2;p:00000000000003e7;t.dm:-3"));
  }
}
