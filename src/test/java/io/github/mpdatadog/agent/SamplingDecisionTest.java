// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msgpack.value.Value;

/** What a local root says about who decided to keep the trace. */
class SamplingDecisionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # tracestate dd member              | remote | priority | mechanism | origin     | last parent      | rate
                                              | false  | 2        | -3        |            |                  | 1
                                              | true   | 2        | -3        |            |                  | 1
          s:2;t.dm:-3                         | false  | 2        | -3        |            |                  | 1
          s:2;t.dm:-3                         | true   | 2        | -3        |            |                  |
          s:1;t.dm:-0                         | true   | 1        | -0        |            |                  |
          s:-1;t.dm:-4                        | true   | -1       | -4        |            |                  |
          s:0                                 | true   | 0        |           |            |                  |
          s:2;o:synthetics;t.dm:-4            | true   | 2        | -4        | synthetics |                  |
          o:rum                               | true   | 2        | -3        | rum        |                  | 1
          s:1;p:0123456789abcdef              | true   | 1        |           |            | 0123456789abcdef |
          s:1;p:0123456789abcdef              | false  | 1        |           |            |                  |
          s:1;p:0123456789ABCDEF              | true   | 1        |           |            |                  |
          s:many;t.dm:--128;o:jane roe        | true   | 2        | -3        |            |                  | 1
          s:1;t.dm:--128                      | true   | 1        |           |            |                  |
          s:1;t.usr.id:amFuZQ~~               | true   | 1        |           |            |                  |
          s:99999999999                       | true   | 2        | -3        |            |                  | 1
          ;;:;s                               | true   | 2        | -3        |            |                  | 1
          """)
  void followsTheCallerElseTheRate(
      String member,
      boolean remote,
      int priority,
      String mechanism,
      String origin,
      String lastParent,
      Double rate) {
    TraceState state =
        member == null
            ? TraceState.getDefault()
            : TraceState.builder().put("dd", member).put("other", "x").build();
    var span =
        TestSpans.span(SpanKind.SERVER, Attributes.empty())
            .setSpanContext(TestSpans.context(TestSpans.ROOT, state));
    if (remote) {
      span.setParentSpanContext(TestSpans.remote("00000000000000b2"));
    }

    Map<String, Value> encoded = Decoded.span(span.build());

    assertThat(Decoded.metrics(encoded).get("_sampling_priority_v1")).isEqualTo(priority);
    assertThat(Decoded.metrics(encoded).get("_dd.rule_psr")).isEqualTo(rate);
    Map<String, String> meta = Decoded.meta(encoded);
    assertThat(meta.get("_dd.p.dm")).isEqualTo(mechanism);
    assertThat(meta.get("_dd.origin")).isEqualTo(origin);
    assertThat(meta.get("_dd.parent_id")).isEqualTo(lastParent);
    assertThat(encoded.toString()).doesNotContain("amFuZQ", "jane", "128");
  }

  private static Map<String, Value> encoded(String member, SpanContext parent) {
    return Decoded.span(
        TestSpans.span(SpanKind.SERVER, Attributes.empty())
            .setSpanContext(
                TestSpans.context(TestSpans.ROOT, TraceState.builder().put("dd", member).build()))
            .setParentSpanContext(parent)
            .build());
  }

  @Test
  void theRateOfTheRuleAndTheShareOfTheLimitAreTold() {
    Map<String, Value> encoded = encoded("s:2;t.dm:-3;r:0.25;l:0.5", SpanContext.getInvalid());

    assertThat(Decoded.metrics(encoded))
        .containsEntry("_dd.rule_psr", 0.25)
        .containsEntry("_dd.limit_psr", 0.5);
  }

  @Test
  void aRateIsAlsoToldWhereARemoteCallerLeftTheDecisionToUs() {
    Map<String, Value> encoded = encoded("s:2;t.dm:-3;r:1", TestSpans.remote("00000000000000b2"));

    assertThat(Decoded.metrics(encoded)).containsEntry("_dd.rule_psr", 1.0);
    assertThat(Decoded.metrics(encoded)).doesNotContainKey("_dd.limit_psr");
  }

  @Test
  void whatWasWrongWithTheHeadersIsToldByTheSpanThatReadThem() {
    String member = "s:1;p:0123456789abcdef;e:malformed_tid";

    assertThat(Decoded.meta(encoded(member, TestSpans.remote("00000000000000b2"))))
        .containsEntry("_dd.propagation_error", "malformed_tid")
        .containsEntry("_dd.parent_id", "0123456789abcdef");
  }

  @Test
  void aSpanUnderItInAChunkOfItsOwnTellsNoneOfThat() {
    SpanContext local = TestSpans.context("00000000000000b2", TraceState.getDefault());

    Map<String, Value> encoded =
        encoded("s:2;p:0123456789abcdef;t.dm:-3;e:malformed_tid;r:0.5;l:0.5", local);

    assertThat(Decoded.meta(encoded)).doesNotContainKeys("_dd.propagation_error", "_dd.parent_id");
    assertThat(Decoded.metrics(encoded)).doesNotContainKeys("_dd.rule_psr", "_dd.limit_psr");
  }

  @Test
  void theRateIsAFloatOf64Bits() {
    AgentSettings half =
        new AgentSettings(AgentSettings.DEFAULT_URL, 0.1, Map.of(), "0.1.0", "runtime");

    Map<String, Value> encoded =
        Decoded.span(half, TestSpans.span(SpanKind.SERVER, Attributes.empty()).build());

    assertThat(Decoded.metrics(encoded)).containsEntry("_dd.rule_psr", 0.1);
  }
}
