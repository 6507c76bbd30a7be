// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import static io.github.mpdatadog.MapGetter.GETTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.propagation.DatadogPropagator.Family;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which header is understood, and what becomes of one that breaks its grammar. */
class HeaderGrammarTest {

  private static final String IDS = "640cfd8d00000000abcdefab12345678-00000000075bcd15";

  private static final DatadogPropagator DATADOG =
      DatadogPropagator.create(List.of(Family.DATADOG), List.of(Family.DATADOG));
  private static final DatadogPropagator W3C =
      DatadogPropagator.create(List.of(Family.TRACECONTEXT), List.of(Family.TRACECONTEXT));
  private static final DatadogPropagator B3 =
      DatadogPropagator.create(List.of(Family.B3SINGLE), List.of(Family.B3SINGLE));

  private static final DatadogPropagator B3_MULTI =
      DatadogPropagator.create(List.of(Family.B3MULTI), List.of(Family.B3MULTI));

  private static SpanContext datadog(String header, String value) {
    Map<String, String> headers = new HashMap<>();
    headers.put("x-datadog-trace-id", "1");
    headers.put("x-datadog-parent-id", "2");
    headers.put("x-datadog-sampling-priority", "1");
    headers.put(header, value);
    return Carrier.extract(DATADOG, headers);
  }

  private static SpanContext w3c(String traceparent, String tracestate) {
    return Carrier.extract(W3C, Map.of("traceparent", traceparent, "tracestate", tracestate));
  }

  @ParameterizedTest(name = "tags {0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          _dd.p.dm=-4                                     | s:1;t.dm:-4
          _dd.p.dm=-4,_dd.p.tid=640cfd8d00000000          | s:1;t.dm:-4
          _dd.p.dm=-4,                                    | s:1;t.dm:-4
          _dd.p.dm=934086a686-4                           | s:1;t.dm:-4
          _dd.p.dm=934086a686aa-4                         | s:1
          _dd.p.dm=--128                                  | s:1
          _dd.p.dm=-128                                   | s:1
          _dd.p.dm=Roe                                    | s:1
          _dd.p.a=x y=z,_dd.p.dm=-4                       | s:1;t.dm:-4
          _dd.p.tid=640CFD8D00000000,_dd.p.dm=-4          | s:1;t.dm:-4;e:malformed_tid
          _dd.p.dm=-4,nonsense                            | s:1;e:decoding_error
          _dd.p.dm=-4,=x                                  | s:1;e:decoding_error
          _dd.p.dm=-4,_dd.p.x=                            | s:1;e:decoding_error
          _dd.p.dm=-4,,_dd.p.x=1                          | s:1;e:decoding_error
          _dd.p dm=-4                                     | s:1;e:decoding_error
          _dd.p.dm=-4,_dd.p.x=Müller                      | s:1;e:decoding_error
          """)
  void tagsAreUnderstoodAsAWholeOrNotAtAll(String tags, String state) {
    assertThat(Carrier.state(datadog("x-datadog-tags", tags))).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({"512, s:1;t.dm:-4", "513, s:1;e:extract_max_size"})
  void tagsOfMoreThan512CharactersAreIgnored(int length, String state) {
    String start = "_dd.p.dm=-4,_dd.p.x=";
    String tags = start + "y".repeat(length - start.length());

    assertThat(Carrier.state(datadog("x-datadog-tags", tags))).isEqualTo(state);
  }

  @ParameterizedTest(name = "priority {0}: {1}, sampled {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2          | s:2  | true
          1          | s:1  | true
          0          | s:0  | false
          -1         | s:-1 | false
          -2         | s:-1 | false
          3          | s:2  | true
          1234567890 | s:2  | true
          12345678901| ''   | true
          -          | ''   | true
          1.5        | ''   | true
          MRN-17     | ''   | true
          ' 1 , 2'   | s:1  | true
          """)
  void aPriorityIsOneOfFourOrUndecided(String priority, String state, boolean sampled) {
    SpanContext context = datadog("x-datadog-sampling-priority", priority);

    assertThat(Carrier.state(context)).isEqualTo(state);
    assertThat(context.isSampled()).isEqualTo(sampled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-" + IDS + "-01",
        " 00-" + IDS + "-01 ",
        "01-" + IDS + "-01",
        "01-" + IDS + "-01-what-the-future-brings",
        "cc-" + IDS + "-ff"
      })
  void aTraceparentOfThisOrALaterVersionIsUnderstood(String traceparent) {
    SpanContext context = w3c(traceparent, "");

    assertThat(context.getTraceId()).isEqualTo(IDS.substring(0, 32));
    assertThat(context.getSpanId()).isEqualTo(IDS.substring(33));
    assertThat(context.getTraceFlags().asHex()).isEqualTo("01");
    assertThat(context.isRemote()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-" + IDS,
        "00-" + IDS + "-0",
        "00-" + IDS + "-0g",
        "00-" + IDS + "-01-x",
        "01-" + IDS + "-01x",
        "ff-" + IDS + "-01",
        "0G-" + IDS + "-01",
        "00_" + IDS + "-01",
        "00-640CFD8D00000000abcdefab12345678-00000000075bcd15-01",
        "00-640cfd8d00000000abcdefab12345678-00000000075BCD15-01",
        "00-00000000000000000000000000000000-00000000075bcd15-01",
        "00-640cfd8d000000000000000000000000-00000000075bcd15-01",
        "00-640cfd8d00000000abcdefab12345678-0000000000000000-01",
        "00-" + IDS + "-01,00-" + IDS + "-01"
      })
  void aMalformedTraceparentIsNoContext(String traceparent) {
    assertThat(w3c(traceparent, "dd=s:2").isValid()).isFalse();
  }

  @ParameterizedTest(name = "state {0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dd=s:2                                        | s:2
          a=1 ,\tdd=s:2\t, b@c=2                        | s:2
          ,,dd=s:2,                                     | s:2
          dd=s:2,dd=s:1                                 | s:2
          a=1                                           | s:1;t.dm:-0
          ddx=s:2                                       | s:1;t.dm:-0
          DD=s:2                                        | s:1;t.dm:-0
          dd=s:2,broken                                 | s:1;t.dm:-0
          dd=s:2,=x                                     | s:1;t.dm:-0
          dd=s:2,a=b=c                                  | s:1;t.dm:-0
          dd=s:2,a=Müller                               | s:1;t.dm:-0
          dd=s:2;p:0123456789abcdef;o:rum               | s:2;o:rum;p:0123456789abcdef
          dd=s:2;p:0123456789ABCDEF                     | s:2
          dd=s:2;t.dm:934086a686-4;t.usr.id:Sm9l        | s:2;t.dm:-4
          dd=s:2;e:decoding_error;r:0.5;l:0.5           | s:2
          dd=s:2;t.tid:640cfd8d00000000                 | s:2
          dd=s:2;t.tid:0000000000000001                 | s:2;e:inconsistent_tid
          dd=s:2;t.tid:Jane                             | s:2;e:malformed_tid
          """)
  void ofATracestateOnlyTheKnownPartsOfOurMemberCount(String tracestate, String state) {
    assertThat(Carrier.state(w3c("00-" + IDS + "-01", tracestate))).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({"31, s:2", "32, s:1;t.dm:-0"})
  void aTracestateOfMoreThan32MembersIsIgnored(int others, String state) {
    String list =
        IntStream.range(0, others).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));

    assertThat(Carrier.state(w3c("00-" + IDS + "-01", "dd=s:2," + list))).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({"256, s:2", "257, s:1;t.dm:-0"})
  void aMemberOfMoreThan256CharactersIsIgnored(int length, String state) {
    String member = "s:2;x:" + "y".repeat(length - 6);

    assertThat(Carrier.state(w3c("00-" + IDS + "-01", "dd=" + member))).isEqualTo(state);
  }

  @ParameterizedTest(name = "b3 {0}: {1}, sampled {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          640cfd8d00000000abcdefab12345678-75bcd15                      | ''  | true
          640cfd8d00000000abcdefab12345678-75bcd15-1                    | s:1 | true
          640CFD8D00000000ABCDEFAB12345678-075BCD15-d                   | s:1 | true
          640cfd8d00000000abcdefab12345678-75bcd15-0                    | s:0 | false
          640cfd8d00000000abcdefab12345678-75bcd15-1-000000003ade68b1   | s:1 | true
          640cfd8d00000000abcdefab12345678-75bcd15-Jane                 | s:0 | false
          """)
  void b3KnowsYesNoAndNothing(String header, String state, boolean sampled) {
    SpanContext context = Carrier.extract(B3, Map.of("b3", header));

    assertThat(context.getTraceId()).isEqualTo(IDS.substring(0, 32));
    assertThat(context.getSpanId()).isEqualTo(IDS.substring(33));
    assertThat(Carrier.state(context)).isEqualTo(state);
    assertThat(context.isSampled()).isEqualTo(sampled);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1", "d", "-", "--", "1-", "-1", "g-1", "1-g", "0-1-1", "1-0-1"})
  void malformedB3IsNoContext(String header) {
    assertThat(Carrier.extract(B3, Map.of("b3", header)).isValid()).isFalse();
  }

  @Test
  void whatTheSamplerAndTheReaderNoteForTheLocalRootIsNeverSent() {
    Decision noted =
        new Decision(2, "-3", null, "0123456789abcdef", "malformed_tid", "0.5", "0.25");
    SpanContext span =
        SpanContext.create(
            IDS.substring(0, 32),
            IDS.substring(33),
            io.opentelemetry.api.trace.TraceFlags.getSampled(),
            noted.toTraceState());

    assertThat(Carrier.state(span))
        .isEqualTo("s:2;p:0123456789abcdef;t.dm:-3;e:malformed_tid;r:0.5;l:0.25");
    assertThat(Decision.of(span.getTraceState())).isEqualTo(noted);
    assertThat(Carrier.inject(W3C, span))
        .containsEntry("tracestate", "dd=s:2;p:00000000075bcd15;t.dm:-3");
    assertThat(Carrier.inject(DATADOG, span).toString())
        .doesNotContain("malformed", "0.5", "0.25", "0123456789abcdef");
  }

  @ParameterizedTest(name = "b3: {0}")
  @CsvSource(
      nullValues = "-",
      value = {"0,0", "1,1", "d,1", "false,0", "true,1", "Jane,-", "2,-", "00,-", "'',-"})
  void b3MayDecideWithoutIds(String header, Integer priority) {
    Context context = B3.extract(Context.root(), Map.of("b3", header), GETTER);

    assertThat(Decision.asked(context).priority()).isEqualTo(priority);
  }

  @ParameterizedTest(name = "X-B3-Sampled {0}, X-B3-Flags {1}")
  @CsvSource(
      nullValues = "-",
      value = {"0,0,0", "0,1,1", "-,1,1", "1,-,1", "-,0,-", "-,Jane,-"})
  void debugOfB3IsAYesWithIdsAndWithoutThem(String sampled, String flags, Integer priority) {
    Map<String, String> headers = new HashMap<>();
    headers.put("x-b3-sampled", sampled);
    headers.put("x-b3-flags", flags);
    Context context = B3_MULTI.extract(Context.root(), headers, GETTER);
    assertThat(Decision.asked(context).priority()).isEqualTo(priority);

    headers.put("x-b3-traceid", IDS.substring(0, 32));
    headers.put("x-b3-spanid", IDS.substring(33));
    SpanContext span = Carrier.extract(B3_MULTI, headers);
    assertThat(span.getSpanId()).isEqualTo(IDS.substring(33));
    assertThat(Decision.of(span.getTraceState()).priority()).isEqualTo(priority);
    assertThat(Carrier.inject(B3_MULTI, span)).doesNotContainKey("x-b3-flags");
  }

  @Test
  void ofB3HeadersThatCameTwiceTheFirstCounts() {
    String ids = IDS.substring(0, 32) + "-" + IDS.substring(33) + "-1";

    assertThat(Carrier.extract(B3, Map.of("b3", ids + ",0-0-0")).getSpanId())
        .isEqualTo(IDS.substring(33));
  }

  @Test
  void aTraceThatIsNamedWinsOverADecisionThatNamesNone() {
    DatadogPropagator both =
        DatadogPropagator.create(List.of(Family.B3SINGLE, Family.TRACECONTEXT), List.of());
    Context context =
        both.extract(Context.root(), Map.of("b3", "0", "traceparent", "00-" + IDS + "-01"), GETTER);

    assertThat(Span.fromContext(context).getSpanContext().isSampled()).isTrue();
    assertThat(Decision.asked(context)).isEqualTo(Decision.NONE);
  }
}
