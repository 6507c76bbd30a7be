// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.msgpack.value.Value;

/** Behind the real SDK. */
@Timeout(60)
class BatchProcessorTest {
  private FakeAgent agent;
  private DatadogSpanExporter exporter;
  private SdkTracerProvider provider;

  @BeforeEach
  void start() throws IOException {
    agent = FakeAgent.onTcp();
    exporter = DatadogSpanExporter.create(TestSpans.settings(agent.url()));
    provider =
        SdkTracerProvider.builder()
            .setResource(TestSpans.RESOURCE)
            .addSpanProcessor(
                BatchSpanProcessor.builder(exporter)
                    .setScheduleDelay(Duration.ofMillis(20))
                    .build())
            .build();
  }

  @AfterEach
  void stop() throws IOException {
    provider.close();
    agent.close();
  }

  @Test
  void aTraceOfTheSdkArrives() {
    Tracer tracer = provider.get("io.github.mpdatadog.rest");
    Span parent = tracer.spanBuilder("parent").setSpanKind(SpanKind.SERVER).startSpan();
    Span child =
        tracer
            .spanBuilder("child")
            .setParent(Context.root().with(parent))
            .setAttribute("answer", 42)
            .startSpan();
    child.recordException(new IllegalStateException());
    child.end();
    parent.end();
    provider.forceFlush().join(10, TimeUnit.SECONDS);

    List<Map<String, Value>> spans =
        agent.requests.stream()
            .flatMap(request -> Decoded.payload(request.body()).stream())
            .flatMap(List::stream)
            .toList();
    assertThat(spans)
        .extracting(span -> Decoded.text(span, "resource"))
        .containsExactlyInAnyOrder("parent", "child");
    assertThat(spans)
        .allSatisfy(span -> assertThat(Decoded.meta(span)).containsEntry("component", "rest"));
    assertThat(exporter.statistics().sentSpans()).isEqualTo(2);
  }

  @Test
  void anApplicationIsNotHeldUpByASilentAgent() {
    agent.behaviour = FakeAgent.silent();
    Tracer tracer = provider.get("test");

    long start = System.nanoTime();
    for (int i = 0; i < 20_000; i++) {
      tracer.spanBuilder("span").startSpan().end();
    }
    Duration making = Duration.ofNanos(System.nanoTime() - start);
    start = System.nanoTime();
    provider.shutdown().join(30, TimeUnit.SECONDS);
    Duration shutdown = Duration.ofNanos(System.nanoTime() - start);

    assertThat(making).isLessThan(Duration.ofSeconds(10));
    assertThat(shutdown).isLessThan(Duration.ofSeconds(15));
    assertThat(exporter.statistics().droppedSpans()).isPositive();
  }
}
