// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static io.github.mpdatadog.agent.TestSpans.attributes;
import static io.github.mpdatadog.agent.TestSpans.child;
import static io.github.mpdatadog.agent.TestSpans.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.msgpack.value.Value;

/** What Datadog's own agent makes of our spans: it forwards exactly what was sent. */
@Timeout(240)
class MiniAgentIT {
  private static final int TRACER_PAYLOADS = 5;
  private static final int LANGUAGE = 2;
  private static final int RUNTIME_ID = 5;
  private static final int CHUNKS = 6;
  private static final int ENV = 8;
  private static final int APP_VERSION = 10;
  private static final int CHUNK_PRIORITY = 1;
  private static final int CHUNK_SPANS = 3;

  private static MiniAgent agent;
  private DatadogSpanExporter exporter;

  @BeforeAll
  static void startAgent() throws IOException, InterruptedException {
    agent = MiniAgent.start();
  }

  @AfterAll
  static void stopAgent() {
    if (agent != null) {
      agent.close();
    }
  }

  @BeforeEach
  void create() {
    exporter = DatadogSpanExporter.create(TestSpans.settings(agent.url()));
  }

  @AfterEach
  void shutDown() {
    exporter.shutdown();
  }

  @Test
  void forwardsWhatWasSent() throws IOException, InterruptedException {
    List<SpanData> spans = spans();

    assertThat(exporter.export(spans).isSuccess()).isTrue();
    List<ProtoMessage> payloads = agent.awaitForwarded().messages(TRACER_PAYLOADS);

    assertThat(payloads).hasSize(1);
    ProtoMessage payload = payloads.get(0);
    assertThat(payload.text(LANGUAGE)).isEqualTo("java");
    assertThat(payload.text(RUNTIME_ID)).isEqualTo(TestSpans.settings().runtimeId());
    assertThat(payload.text(ENV)).isEqualTo("test");
    assertThat(payload.text(APP_VERSION)).isEqualTo("1.2.3");
    List<ProtoMessage> chunks = payload.messages(CHUNKS);
    assertThat(chunks).hasSize(1);
    assertThat(chunks.get(0).number(CHUNK_PRIORITY)).isEqualTo(2);

    Map<Long, Map<String, Value>> sent = new TreeMap<>();
    for (Map<String, Value> span : Decoded.chunk(spans.toArray(SpanData[]::new))) {
      sent.put(id(span, "span_id"), span);
    }
    List<ProtoMessage> arrived = chunks.get(0).messages(CHUNK_SPANS);
    assertThat(arrived).hasSameSizeAs(sent.values());
    arrived.forEach(span -> assertSame(sent.get(span.number(5)), span));
    assertThat(agent.log()).doesNotContain("ERROR", "WARN");
  }

  @Test
  void takesEveryPayloadOfALargeBatch() throws InterruptedException {
    List<SpanData> spans = new ArrayList<>();
    for (int i = 1; i <= 500; i++) {
      spans.add(
          span(SpanKind.INTERNAL, attributes("filling=" + "€".repeat(3_000)))
              .setSpanContext(TestSpans.inTrace(1 + i / 100, String.format("%016x", i)))
              .build());
    }

    assertThat(exporter.export(spans).isSuccess()).isTrue();

    int arrived = 0;
    while (arrived < spans.size()) { // it forwards in payloads of its own size
      for (ProtoMessage payload : agent.awaitForwarded().messages(TRACER_PAYLOADS)) {
        for (ProtoMessage chunk : payload.messages(CHUNKS)) {
          arrived += chunk.messages(CHUNK_SPANS).size();
        }
      }
    }
    assertThat(arrived).isEqualTo(spans.size());
    assertThat(exporter.statistics().sentSpans()).isEqualTo(spans.size());
  }

  private static void assertSame(Map<String, Value> sent, ProtoMessage arrived) {
    assertThat(arrived.text(1)).isEqualTo(Decoded.text(sent, "service"));
    assertThat(arrived.text(2)).isEqualTo(Decoded.text(sent, "name"));
    assertThat(arrived.text(3)).isEqualTo(Decoded.text(sent, "resource"));
    assertThat(arrived.number(4)).isEqualTo(id(sent, "trace_id"));
    assertThat(arrived.number(6)).isEqualTo(id(sent, "parent_id"));
    assertThat(arrived.number(7)).isEqualTo(id(sent, "start"));
    assertThat(arrived.number(8)).isEqualTo(id(sent, "duration"));
    assertThat(arrived.number(9)).isEqualTo(id(sent, "error"));
    Map<String, String> meta = Decoded.meta(sent);
    // The one thing that it changes: as any URL parser, it escapes the braces of a template.
    meta.computeIfPresent("http.url", (key, url) -> url.replace("{", "%7B").replace("}", "%7D"));
    assertThat(arrived.texts(10)).containsAllEntriesOf(meta);
    assertThat(arrived.doubles(11)).containsAllEntriesOf(Decoded.metrics(sent));
    assertThat(arrived.text(12)).isEqualTo(Decoded.text(sent, "type"));
  }

  private static long id(Map<String, Value> span, String field) {
    return span.get(field).asIntegerValue().asBigInteger().longValue();
  }

  private static List<SpanData> spans() {
    SpanContext linked =
        SpanContext.create(
            "0123456789abcdef0123456789abcdef",
            "fedcba9876543210",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    return List.of(
        child("8000000000000001", TestSpans.ROOT, SpanKind.CLIENT, attributes("db.system=redis"))
            .build(),
        child(
                "00000000000000b2",
                TestSpans.ROOT,
                SpanKind.CLIENT,
                attributes(
                    "db.system.name=postgresql",
                    "db.query.text=SELECT name FROM patients WHERE id = ?",
                    "server.address=db",
                    "server.port=5432"))
            .setStatus(StatusData.error())
            .setEvents(
                List.of(
                    EventData.create(
                        1,
                        "exception",
                        attributes("exception.type=a.B", "exception.stacktrace=a.B\n\tat c.D")),
                    EventData.create(2, "retry", attributes("attempt=2"))))
            .build(),
        child(
                "00000000000000c3",
                TestSpans.ROOT,
                SpanKind.PRODUCER,
                attributes(
                    "messaging.system=jms",
                    "messaging.operation.name=publish",
                    "messaging.destination.name=labs"))
            .setLinks(List.of(LinkData.create(linked, Attributes.empty())))
            .build(),
        child(
                "00000000000000d4",
                TestSpans.ROOT,
                SpanKind.INTERNAL,
                Attributes.builder()
                    .put("text", "ä€😀\uD83D")
                    .put("long", Long.MIN_VALUE)
                    .put("double", 0.1)
                    .put("flag", true)
                    .put("list", "a", "b")
                    .build())
            .build(),
        span(
                SpanKind.SERVER,
                attributes(
                    "http.request.method=GET",
                    "http.response.status_code=500",
                    "http.route=/patients/{id}",
                    "url.scheme=http",
                    "server.address=clinic.example",
                    "server.port=9080"))
            .setStatus(StatusData.error())
            .build());
  }
}
