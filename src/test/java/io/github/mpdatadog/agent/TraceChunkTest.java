// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static io.github.mpdatadog.agent.TestSpans.attributes;
import static io.github.mpdatadog.agent.TestSpans.child;
import static io.github.mpdatadog.agent.TestSpans.remote;
import static io.github.mpdatadog.agent.TestSpans.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.msgpack.value.Value;

/** Which spans go together, and which of them speak for the trace or enter a service. */
class TraceChunkTest {
  private static final String B = "00000000000000b2";
  private static final String C = "00000000000000c3";

  private final SpanData root = span(SpanKind.SERVER, Attributes.empty()).build();
  private final SpanData redis =
      child(B, TestSpans.ROOT, SpanKind.CLIENT, attributes("db.system=redis")).build();

  @Test
  void eachTraceIsAChunkInTheOrderOfTheBatch() {
    SpanData other =
        span(SpanKind.SERVER, Attributes.empty())
            .setSpanContext(TestSpans.inTrace(7, TestSpans.ROOT))
            .build();

    List<List<Map<String, Value>>> traces =
        Decoded.encode(TestSpans.settings(), List.of(root, other, redis)).get(0);

    assertThat(traces).hasSize(2);
    assertThat(traces.get(0)).hasSize(2);
    assertThat(traces.get(1)).hasSize(1);
    assertThat(Decoded.meta(traces.get(1).get(0)))
        .as("a 64-bit trace id")
        .doesNotContainKey("_dd.p.tid");
  }

  @Test
  void theLocalRootComesFirst() {
    List<Map<String, Value>> chunk = Decoded.chunk(redis, root);

    assertThat(Decoded.meta(chunk.get(0))).containsKeys("language", "_dd.p.tid");
    assertThat(Decoded.metrics(chunk.get(1))).doesNotContainKey("_sampling_priority_v1");
  }

  @Test
  void aRemoteParentMakesALocalRoot() {
    Map<String, Value> encoded =
        Decoded.span(
            span(SpanKind.SERVER, Attributes.empty()).setParentSpanContext(remote(B)).build());

    assertThat(Decoded.metrics(encoded)).containsKeys("_dd.top_level", "_sampling_priority_v1");
    assertThat(encoded.get("parent_id").asIntegerValue().asLong()).isEqualTo(0xb2);
  }

  @Test
  void aCallOfAnotherServiceIsTopLevel() {
    SpanData below = child(C, B, SpanKind.CLIENT, attributes("db.system=redis")).build();

    List<Map<String, Value>> chunk = Decoded.chunk(root, redis, below);

    assertThat(Decoded.metrics(chunk.get(1))).containsKey("_dd.top_level");
    assertThat(Decoded.metrics(chunk.get(2)))
        .as("its parent is of that service too")
        .doesNotContainKey("_dd.top_level");
  }

  @Test
  void aCallOfAnotherServiceIsTopLevelEvenBeforeItsParentIsSent() {
    assertThat(Decoded.metrics(Decoded.span(redis))).containsKey("_dd.top_level");
  }

  @Test
  void aChildOfTheSameServiceIsNotTopLevel() {
    SpanData query =
        child(B, TestSpans.ROOT, SpanKind.CLIENT, attributes("db.system=mysql")).build();

    assertThat(Decoded.metrics(Decoded.chunk(root, query).get(1))).containsOnlyKeys("_dd.measured");
  }

  @Test
  void aZeroIdCostsOnlyItsOwnSpan() {
    SpanData zero =
        span(SpanKind.SERVER, Attributes.empty())
            .setSpanContext(
                SpanContext.create(
                    "6b028cab00000000" + "0000000000000000",
                    B,
                    TraceFlags.getSampled(),
                    TraceState.getDefault()))
            .build();
    List<DropReason> lost = new ArrayList<>();
    List<Integer> sent = new ArrayList<>();

    new PayloadEncoder(TestSpans.settings())
        .encode(
            List.of(zero, root),
            payload -> sent.add(payload.spans()),
            (reason, count) -> lost.add(reason));

    assertThat(sent).containsExactly(1);
    assertThat(lost).containsExactly(DropReason.NOT_ENCODABLE);
  }

  @Test
  void aLargeChunkIsNotSearchedForEverySpan() {
    List<SpanData> spans = new ArrayList<>(List.of(root));
    for (int i = 0; i < 20_000; i++) {
      String id = String.format("%016x", i + 0x1000);
      spans.add(child(id, C, SpanKind.CLIENT, attributes("db.system=redis")).build());
    }
    PayloadEncoder encoder = new PayloadEncoder(TestSpans.settings());

    long start = System.nanoTime();
    encoder.encode(spans, payload -> {}, (reason, count) -> {});

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }
}
