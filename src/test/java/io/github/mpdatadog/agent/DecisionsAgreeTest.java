// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static io.github.mpdatadog.MapGetter.GETTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.KeptSpans;
import io.github.mpdatadog.propagation.DatadogPropagator;
import io.github.mpdatadog.propagation.DatadogPropagator.Family;
import io.github.mpdatadog.propagation.Decision;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The {@code dd} member is read for the next service, and, behind the gate, for the Agent: by two
 * readers, which must not tell different things about one trace.
 */
class DecisionsAgreeTest {

  private static final int MEMBERS = 20_000;

  private static final List<String> RIGHT =
      """
      s:-1 s:0 s:1 s:2 o:rum o:synthetics o:synthetics-browser o:lambda o:ciapp-test
      p:0123456789abcdef p:fedcba9876543210 t.dm:-0 t.dm:-3 t.dm:-4 t.dm:-12 t.dm:-13 t.dm:-99
      t.dm:934086a686-4 e:malformed_tid e:inconsistent_tid e:extract_max_size e:decoding_error
      r:0 r:1 r:0.5 r:0.000001 l:1 l:0.25 t.usr.id:amFuZQ~~ t.tid:640cfd8d00000000 x:1
      """
          .lines()
          .flatMap(line -> Stream.of(line.split(" ")))
          .toList();

  private static final List<String> WRONG =
      """
      s s: s:3 s:9 s:-2 s:-99 s:00 s:01 s:-0 s:-01 s:128 s:0000000001 s:9999999999 s:99999999999
      s:+1 s:1.0 s:one s::1 S:1 o o: o:RUM o:jane o:rum.x p p: p:0123456789ABCDEF p:0123456789abcde
      p:0123456789abcdef0 t.dm t.dm: t.dm:- t.dm:4 t.dm:-04 t.dm:-00 t.dm:--4 t.dm:-128 t.dm:A-4
      t.dm:jane-4 t.dm:934086a6861-4 t.dm:-4-4 t.dm:-4a t.tid t.tid: t.tid:JANE e: e:jane r: r:2 r:1.5
      r:.5 r:0. r:1E-6 r:-1 l: l:jane l:1.000 : :: - ;
      """
          .lines()
          .flatMap(line -> Stream.of(line.split(" ")))
          .toList();

  private static final DatadogPropagator PROPAGATOR =
      DatadogPropagator.create(List.of(Family.TRACECONTEXT), List.of());

  private final Random random = new Random(7);

  private String member(List<String> fields) {
    return random
        .ints(1 + random.nextInt(6), 0, fields.size())
        .mapToObj(fields::get)
        .collect(Collectors.joining(";"));
  }

  private static TraceState state(String member) {
    return TraceState.builder().put("dd", member).build();
  }

  /** The state of a request with this member. */
  private static TraceState received(String member) {
    Map<String, String> headers =
        Map.of(
            "traceparent",
            "00-000102030405060708090a0b0c0d0e0f-00000000000000b2-01",
            "tracestate",
            "dd=" + member);
    Context context = PROPAGATOR.extract(Context.root(), headers, GETTER);
    return Span.fromContext(context).getSpanContext().getTraceState();
  }

  private static void agree(String member, TraceState traced, Decision decision) {
    SamplingDecision reported =
        SamplingDecision.of(
            KeptSpans.redacted(
                TestSpans.span(SpanKind.SERVER, Attributes.empty())
                    .setSpanContext(TestSpans.context(TestSpans.ROOT, traced))
                    .setParentSpanContext(TestSpans.remote("00000000000000b2"))
                    .build()));

    Integer priority = decision.priority();
    assertThat(reported)
        .as(member)
        .isEqualTo(
            new SamplingDecision(
                priority == null ? 2 : priority,
                priority == null ? "-3" : decision.decisionMaker(),
                decision.origin(),
                decision.lastParent(),
                decision.error(),
                priority == null || decision.ruleRate() != null,
                share(decision.ruleRate()),
                share(decision.limitRate())));
  }

  private static Double share(String text) {
    return text == null ? null : Double.valueOf(text);
  }

  /** Whoever put it into the trace: our propagator, or code that makes contexts of its own. */
  @Test
  void onMembersAsTheyShouldBe() {
    for (int i = 0; i < MEMBERS; i++) {
      String member = member(RIGHT);
      Decision decision = Decision.of(state(member));

      agree(member, decision.toTraceState(), decision);
      agree(member, state(member), decision);
    }
  }

  /** What a client sends comes by our propagator, or by code with one of OpenTelemetry's. */
  @Test
  void onMembersAsAnyClientCanWriteThem() {
    List<String> both = Stream.concat(RIGHT.stream(), WRONG.stream()).toList();
    for (int i = 0; i < MEMBERS; i++) {
      String member = member(both);
      TraceState received = received(member);

      agree(member, received, Decision.of(received));
      agree(member, state(member), Decision.of(state(member)));
    }
  }
}
