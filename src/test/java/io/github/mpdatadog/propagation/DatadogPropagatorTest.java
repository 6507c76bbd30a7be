// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import static io.github.mpdatadog.MapGetter.GETTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.propagation.DatadogPropagator.Family;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatadogPropagatorTest {

  private static final String TRACE_ID = "640cfd8d00000000abcdefab12345678";
  private static final String SPAN_ID = "00000000075bcd15";

  private final DatadogPropagator both =
      DatadogPropagator.create(
          List.of(Family.DATADOG, Family.TRACECONTEXT),
          List.of(Family.DATADOG, Family.TRACECONTEXT));

  private SpanContext extract(Map<String, String> headers) {
    return Span.fromContext(both.extract(Context.root(), headers, GETTER)).getSpanContext();
  }

  private Map<String, String> inject(SpanContext span) {
    Map<String, String> headers = new TreeMap<>();
    both.inject(Context.root().with(Span.wrap(span)), headers, Map::put);
    return headers;
  }

  private static SpanContext span(TraceFlags flags, TraceState state) {
    return SpanContext.create(TRACE_ID, SPAN_ID, flags, state);
  }

  @Test
  void bothFamiliesCarryIdsPriorityAndDecisionMaker() {
    TraceState state = new Decision(2, "-3", "synthetics").toTraceState();

    assertThat(inject(span(TraceFlags.getSampled(), state)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "x-datadog-trace-id", "12379814468735227512",
                "x-datadog-parent-id", "123456789",
                "x-datadog-sampling-priority", "2",
                "x-datadog-origin", "synthetics",
                "x-datadog-tags", "_dd.p.tid=640cfd8d00000000,_dd.p.dm=-3",
                "traceparent", "00-" + TRACE_ID + "-" + SPAN_ID + "-01",
                "tracestate", "dd=s:2;o:synthetics;p:" + SPAN_ID + ";t.dm:-3"));
  }

  @Test
  void datadogHeadersAreReadWithTheUpperHalfOfTheTraceId() {
    SpanContext context =
        extract(
            Map.of(
                "x-datadog-trace-id", "12379814468735227512",
                "x-datadog-parent-id", "123456789",
                "x-datadog-sampling-priority", "2",
                "x-datadog-tags", "_dd.p.dm=-4,_dd.p.tid=640cfd8d00000000"));

    assertThat(context.getTraceId()).isEqualTo(TRACE_ID);
    assertThat(context.getSpanId()).isEqualTo(SPAN_ID);
    assertThat(context.isRemote()).isTrue();
    assertThat(context.isSampled()).isTrue();
    assertThat(Decision.of(context.getTraceState())).isEqualTo(new Decision(2, "-4", null));
  }

  @ParameterizedTest(name = "{0}/{1}: no context")
  @CsvSource({
    "0, 1",
    "1, 0",
    "-1, 1",
    "abc, 1",
    "18446744073709551616, 1",
    "18446744073709551619, 1",
    "18446744073709551620, 1",
    "36893488147419103232, 1",
    "99999999999999999999, 1",
    "99999999999999999999999, 1",
    "0x1, 1",
    "+1, 1",
    "'', 1",
    "1, 12 3"
  })
  void malformedDatadogIdsAreNoContext(String traceId, String parentId) {
    assertThat(
            extract(Map.of("x-datadog-trace-id", traceId, "x-datadog-parent-id", parentId))
                .isValid())
        .isFalse();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "1, 0000000000000001",
    "9223372036854775807, 7fffffffffffffff",
    "9223372036854775808, 8000000000000000",
    "18446744073709551609, fffffffffffffff9",
    "18446744073709551615, ffffffffffffffff",
    "00000000000000000001, 0000000000000001"
  })
  void anIdOfSixtyFourBitsIsReadAndWrittenAsDecimal(String decimal, String hex) {
    SpanContext context =
        extract(Map.of("x-datadog-trace-id", "5", "x-datadog-parent-id", decimal));
    Map<String, String> sent = inject(context);

    assertThat(context.getSpanId()).isEqualTo(hex);
    assertThat(sent).containsEntry("x-datadog-parent-id", decimal.replaceFirst("^0+", ""));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"_dd.p.tid=640CFD8D00000000", "_dd.p.tid=1234", "_dd.p.tid=Jane-Roe-1234567"})
  void aMalformedUpperHalfIsIgnored(String tags) {
    SpanContext context =
        extract(
            Map.of("x-datadog-trace-id", "1", "x-datadog-parent-id", "2", "x-datadog-tags", tags));

    assertThat(context.getTraceId()).isEqualTo("00000000000000000000000000000001");
  }

  @ParameterizedTest(name = "flag {0} and {1} give priority {2}, made by {3}")
  @CsvSource(
      nullValues = "-",
      value = {
        "01, dd=s:2;t.dm:-4, 2, -4",
        "01, dd=s:-1;t.dm:-3, 1, -0",
        "01, dd=s:0, 1, -0",
        "01, -, 1, -0",
        "00, dd=s:-1;t.dm:-3, -1, -3",
        "00, dd=s:0, 0, -",
        "00, dd=s:2;t.dm:-4, 0, -",
        "00, -, 0, -"
      })
  void theW3cFlagAndTheDatadogMemberAreReconciled(
      String flags, String state, int priority, String decisionMaker) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("traceparent", "00-" + TRACE_ID + "-" + SPAN_ID + "-" + flags);
    if (state != null) {
      headers.put("tracestate", state);
    }

    assertThat(Decision.of(extract(headers).getTraceState()))
        .isEqualTo(new Decision(priority, decisionMaker, null));
  }

  @Test
  void onlyDatadogsOwnWordsAreKeptOfWhatAClientSends() {
    SpanContext w3c =
        extract(
            Map.of(
                "traceparent",
                "00-" + TRACE_ID + "-" + SPAN_ID + "-01",
                "tracestate",
                "dd=s:2;o:JaneRoe;t.usr.id:SmFuZQ~~;t.dm:-Roe,vendor=MRN-00017"));
    SpanContext datadog =
        extract(
            Map.of(
                "x-datadog-trace-id", "1",
                "x-datadog-parent-id", "2",
                "x-datadog-origin", "Jane Roe",
                "x-datadog-tags", "_dd.p.usr.id=SmFuZQ==,_dd.p.dm=Jane"));

    assertThat(w3c.getTraceState().asMap()).isEqualTo(Map.of("dd", "s:2"));
    assertThat(datadog.getTraceState().isEmpty()).isTrue();
    assertThat(inject(w3c).toString() + inject(datadog)).doesNotContain("Roe", "SmF", "MRN");
  }

  @Test
  void baggageIsNeitherReadNorSent() {
    Context context =
        both.extract(
            Context.root(),
            Map.of(
                "baggage",
                "patient=JaneRoe",
                "traceparent",
                "00-" + TRACE_ID + "-" + SPAN_ID + "-01"),
            GETTER);
    Map<String, String> headers = new TreeMap<>();
    both.inject(
        context.with(Baggage.builder().put("patient", "JaneRoe").build()), headers, Map::put);

    assertThat(Baggage.fromContext(context).isEmpty()).isTrue();
    assertThat(headers.toString()).doesNotContain("Jane");
  }

  @Test
  void theFirstFamilyWithAValidContextWins() {
    Map<String, String> headers =
        Map.of(
            "x-datadog-trace-id", "1",
            "x-datadog-parent-id", "2",
            "traceparent", "00-" + TRACE_ID + "-" + SPAN_ID + "-01");
    DatadogPropagator w3cFirst =
        DatadogPropagator.create(List.of(Family.TRACECONTEXT, Family.DATADOG), List.of());

    assertThat(extract(headers).getSpanId()).isEqualTo("0000000000000002");
    assertThat(
            Span.fromContext(w3cFirst.extract(Context.root(), headers, GETTER))
                .getSpanContext()
                .getSpanId())
        .isEqualTo(SPAN_ID);
  }

  @Test
  void anUnsampledTraceIsPassedOnAsSuch() {
    assertThat(inject(span(TraceFlags.getDefault(), TraceState.getDefault())))
        .containsEntry("x-datadog-sampling-priority", "0")
        .containsEntry("traceparent", "00-" + TRACE_ID + "-" + SPAN_ID + "-00");
  }

  /** A span is not recorded where the gate is closed; the trace is the caller's all the same. */
  @ParameterizedTest(name = "flag {0}, priority {1}")
  @CsvSource({"00, 2, -01, 1", "00, 1, -01, 1", "01, 0, -00, 0", "01, -1, -00, 0"})
  void allFamiliesTellOneDecision(String flag, int priority, String w3c, String b3) {
    DatadogPropagator all =
        DatadogPropagator.create(List.of(), List.of(Family.values()), false, Map.of());
    Map<String, String> headers = new TreeMap<>();
    all.inject(
        Context.root()
            .with(
                Span.wrap(
                    span(
                        TraceFlags.fromHex(flag, 0),
                        new Decision(priority, null, null).toTraceState()))),
        headers,
        Map::put);

    assertThat(headers)
        .containsEntry("x-datadog-sampling-priority", Integer.toString(priority))
        .containsEntry("traceparent", "00-" + TRACE_ID + "-" + SPAN_ID + w3c)
        .containsEntry("tracestate", "dd=s:" + priority + ";p:" + SPAN_ID)
        .containsEntry("b3", TRACE_ID + "-" + SPAN_ID + "-" + b3)
        .containsEntry("x-b3-sampled", b3);
  }

  @Test
  void emptyStyleListsReadAndWriteNothing() {
    DatadogPropagator none = DatadogPropagator.create(List.of(), List.of());
    Map<String, String> headers = new TreeMap<>();
    none.inject(
        Context.root().with(Span.wrap(span(TraceFlags.getSampled(), TraceState.getDefault()))),
        headers,
        Map::put);

    assertThat(headers).isEmpty();
    assertThat(none.fields()).isEmpty();
  }

  /** Who looks whether a carrier has been used before looks for the first one. */
  @Test
  void ofItsFieldsBaggageIsTheLastAndOnlyWhereSomeMayPass() {
    List<Family> inject = List.of(Family.BAGGAGE, Family.TRACECONTEXT);

    assertThat(DatadogPropagator.create(inject, inject, false, Map.of("urgent", "bool")).fields())
        .containsExactly("traceparent", "tracestate", "baggage");
    assertThat(DatadogPropagator.create(inject, inject).fields())
        .containsExactly("traceparent", "tracestate");
  }
}
