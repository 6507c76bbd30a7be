// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static io.github.mpdatadog.agent.TestSpans.attributes;
import static io.github.mpdatadog.agent.TestSpans.child;
import static io.github.mpdatadog.agent.TestSpans.context;
import static io.github.mpdatadog.agent.TestSpans.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msgpack.value.Value;

/** What stands in {@code meta} and {@code metrics}. */
class SpanTagsTest {

  @Test
  void aLocalRootSaysWhatProcessItIsFrom() {
    Map<String, Value> root = Decoded.span(span(SpanKind.SERVER, Attributes.empty()).build());

    assertThat(Decoded.meta(root))
        .containsOnly(
            entry("env", "test"),
            entry("version", "1.2.3"),
            entry("team", "clinic"),
            entry("span.kind", "server"),
            entry("language", "jvm"),
            entry("runtime-id", "fb902e0b-6189-4df0-9e2d-ed6a1e7e6957"),
            entry("_dd.p.tid", "6b028cab00000000"),
            entry("_dd.p.dm", "-3"));
    assertThat(Decoded.metrics(root))
        .containsOnly(
            entry("_sampling_priority_v1", 2.0),
            entry("_dd.rule_psr", 1.0),
            entry("_dd.top_level", 1.0),
            entry("_dd.measured", 1.0),
            entry("process_id", (double) ProcessHandle.current().pid()));
  }

  @Test
  void aChildCarriesOnlyItsOwn() {
    List<Map<String, Value>> chunk =
        Decoded.chunk(
            span(SpanKind.SERVER, Attributes.empty()).build(),
            child("00000000000000b2", TestSpans.ROOT, SpanKind.INTERNAL, Attributes.empty())
                .build());

    assertThat(Decoded.meta(chunk.get(1))).containsOnlyKeys("env", "version", "team", "span.kind");
    assertThat(Decoded.metrics(chunk.get(1))).isEmpty();
  }

  @Test
  void theFirstSpanOfAChunkWithoutRootSpeaksForTheTrace() {
    Map<String, Value> orphan =
        Decoded.span(
            child("00000000000000b2", TestSpans.ROOT, SpanKind.INTERNAL, Attributes.empty())
                .build());

    assertThat(Decoded.meta(orphan))
        .contains(entry("_dd.p.tid", "6b028cab00000000"), entry("_dd.p.dm", "-3"))
        .doesNotContainKeys("language", "runtime-id");
    assertThat(Decoded.metrics(orphan)).containsOnly(entry("_sampling_priority_v1", 2.0));
  }

  @Test
  void httpServerTagsHoldTheTemplateOnly() {
    Map<String, Value> encoded =
        Decoded.span(
            span(
                    SpanKind.SERVER,
                    attributes(
                        "http.request.method=GET",
                        "http.response.status_code=404",
                        "http.route=/patients/{id}",
                        "url.scheme=http",
                        "server.address=clinic.example",
                        "server.port=9080",
                        "thread.id=34",
                        "thread.name=executor-1"))
                .build());

    assertThat(Decoded.meta(encoded))
        .contains(
            entry("http.method", "GET"),
            entry("http.status_code", "404"),
            entry("http.route", "/patients/{id}"),
            entry("http.url", "http://clinic.example:9080/patients/{id}"),
            entry("http.hostname", "clinic.example"),
            entry("thread.name", "executor-1"))
        .doesNotContainKeys("http.request.method", "url.scheme", "server.address");
    assertThat(Decoded.metrics(encoded)).contains(entry("thread.id", 34.0));
  }

  @ParameterizedTest
  @CsvSource({
    "https, 443, https://h/labs/{id}",
    "http, 80, http://h/labs/{id}",
    "https, 8443, https://h:8443/labs/{id}",
  })
  void httpClientTagsNameThePeer(String scheme, int port, String url) {
    Map<String, Value> encoded =
        Decoded.span(
            span(
                    SpanKind.CLIENT,
                    attributes(
                        "http.request.method=GET",
                        "url.scheme=" + scheme,
                        "url.template=/labs/{id}",
                        "server.address=h",
                        "server.port=" + port))
                .build());

    assertThat(Decoded.meta(encoded))
        .contains(entry("http.url", url), entry("peer.hostname", "h"), entry("out.host", "h"));
    assertThat(Decoded.metrics(encoded)).contains(entry("peer.port", (double) port));
  }

  @Test
  void aUrlThatTheGateLetThroughIsTaken() {
    Map<String, Value> encoded =
        Decoded.span(
            span(
                    SpanKind.CLIENT,
                    attributes("http.request.method=GET", "url.full=https://h/labs/{id}"))
                .build());

    assertThat(Decoded.meta(encoded)).contains(entry("http.url", "https://h/labs/{id}"));
  }

  @Test
  void databaseTagsAreDatadogs() {
    Map<String, Value> encoded =
        Decoded.span(
            span(
                    SpanKind.CLIENT,
                    attributes(
                        "db.system.name=oracle.db",
                        "db.namespace=ehr",
                        "db.operation.name=SELECT",
                        "db.collection.name=patients",
                        "db.query.text=SELECT ?"))
                .setInstrumentationScopeInfo(
                    InstrumentationScopeInfo.create("io.github.mpdatadog.jdbc"))
                .build());

    assertThat(Decoded.meta(encoded))
        .contains(
            entry("db.type", "oracle"),
            entry("db.instance", "ehr"),
            entry("db.operation", "SELECT"),
            entry("db.collection.name", "patients"),
            entry("component", "jdbc"))
        .doesNotContainKeys("db.system.name", "db.namespace", "db.query.text");
  }

  @Test
  void currentNamesWinOverOlderOnes() {
    Map<String, Value> encoded =
        Decoded.span(
            span(
                    SpanKind.SERVER,
                    attributes(
                        "http.method=PUT", "http.request.method=GET", "http.status_code=200"))
                .build());

    assertThat(Decoded.meta(encoded))
        .contains(entry("http.method", "GET"), entry("http.status_code", "200"));
  }

  @Test
  void otherAttributesKeepTheirKeyAndGoByType() {
    Attributes attributes =
        Attributes.builder()
            .put("a.text", "x")
            .put("a.flag", true)
            .put("a.long", -7L)
            .put("a.double", 0.5)
            .put("a.nan", Double.NaN)
            .put("a.texts", "one", "t\"wo\n")
            .put("a.longs", 1L, 2L)
            .put("a.flags", true, false)
            .put("a.doubles", 1.5, Double.NaN)
            .build();

    Map<String, Value> encoded = Decoded.span(span(SpanKind.INTERNAL, attributes).build());

    assertThat(Decoded.meta(encoded))
        .contains(
            entry("a.text", "x"),
            entry("a.flag", "true"),
            entry("a.texts", "[\"one\",\"t\\\"wo\\u000a\"]"),
            entry("a.longs", "[1,2]"),
            entry("a.flags", "[true,false]"),
            entry("a.doubles", "[1.5,\"NaN\"]"));
    assertThat(Decoded.metrics(encoded))
        .contains(entry("a.long", -7.0), entry("a.double", 0.5))
        .doesNotContainKey("a.nan");
  }

  @Test
  void attributesCannotPoseAsDatadogsOwn() {
    Map<String, Value> encoded =
        Decoded.span(
            span(
                    SpanKind.INTERNAL,
                    attributes(
                        "_dd.p.usr.id=jane",
                        "_sampling_priority_v1=0",
                        "env=evil",
                        "team=evil",
                        "language=evil",
                        "error.message=jane"))
                .build());

    assertThat(Decoded.meta(encoded))
        .contains(entry("env", "test"), entry("team", "clinic"), entry("language", "jvm"))
        .doesNotContainKeys("_dd.p.usr.id", "error.message");
    assertThat(Decoded.metrics(encoded)).contains(entry("_sampling_priority_v1", 2.0));
  }

  @ParameterizedTest
  @CsvSource({"ERROR, 1", "OK, 0", "UNSET, 0"})
  void onlyTheStatusMakesAnError(String status, int error) {
    StatusData data =
        switch (status) {
          case "ERROR" ->
              StatusData.create(io.opentelemetry.api.trace.StatusCode.ERROR, "jane was here");
          case "OK" -> StatusData.ok();
          default -> StatusData.unset();
        };

    Map<String, Value> encoded =
        Decoded.span(
            span(SpanKind.SERVER, attributes("http.response.status_code=404"))
                .setStatus(data)
                .build());

    assertThat(encoded.get("error").asIntegerValue().asInt()).isEqualTo(error);
    assertThat(encoded.toString()).doesNotContain("jane");
  }

  @Test
  void theLastExceptionBecomesTheErrorWithTheShapeOfItsMessage() {
    Map<String, Value> encoded =
        Decoded.span(
            span(SpanKind.INTERNAL, attributes("error.type=500"))
                .setStatus(StatusData.error())
                .setEvents(
                    List.of(
                        exception("java.io.IOException"),
                        exception("java.lang.IllegalStateException")))
                .build());

    assertThat(Decoded.meta(encoded))
        .contains(
            entry("error.type", "java.lang.IllegalStateException"),
            entry("error.message", "Patient ? not found"),
            entry("error.stack", "java.lang.IllegalStateException\n\tat a.B.c(B.java:1)"),
            entry("_dd.span_events.has_exception", "true"))
        .doesNotContainKeys("error.msg", "exception.message", "events");
  }

  @Test
  void theErrorTypeStandsInForAnException() {
    Map<String, Value> encoded =
        Decoded.span(span(SpanKind.INTERNAL, attributes("error.type=timeout")).build());

    assertThat(Decoded.meta(encoded)).contains(entry("error.type", "timeout"));
  }

  @Test
  void otherEventsAreJson() {
    Map<String, Value> encoded =
        Decoded.span(
            span(SpanKind.INTERNAL, Attributes.empty())
                .setEvents(
                    List.of(
                        EventData.create(5, "retry", attributes("attempt=2", "why=late")),
                        exception("a.B"),
                        EventData.create(6, "done", Attributes.empty())))
                .build());

    assertThat(Decoded.meta(encoded))
        .contains(
            entry(
                "events",
                "[{\"time_unix_nano\":5,\"name\":\"retry\","
                    + "\"attributes\":{\"attempt\":2,\"why\":\"late\"}},"
                    + "{\"time_unix_nano\":6,\"name\":\"done\"}]"));
  }

  @Test
  void linksAreJsonWithFlatStrings() {
    Attributes attributes =
        Attributes.of(
            AttributeKey.longKey("n"), 1L, AttributeKey.stringArrayKey("l"), List.of("a", "b"));
    Map<String, Value> encoded =
        Decoded.span(
            span(SpanKind.INTERNAL, Attributes.empty())
                .setLinks(
                    List.of(
                        LinkData.create(
                            context("00000000000000c3", TraceState.getDefault()), attributes)))
                .build());

    assertThat(Decoded.meta(encoded))
        .contains(
            entry(
                "_dd.span_links",
                "[{\"trace_id\":\"6b028cab00000000faceb00c12345678\","
                    + "\"span_id\":\"00000000000000c3\",\"flags\":1,"
                    + "\"attributes\":{\"l.0\":\"a\",\"l.1\":\"b\",\"n\":\"1\"}}]"));
  }

  @Test
  void eventsThatDoNotFitAreLeftOutWhole() {
    EventData large = EventData.create(5, "e", attributes("v=" + "x".repeat(9_000)));
    Map<String, Value> encoded =
        Decoded.span(
            span(SpanKind.INTERNAL, Attributes.empty())
                .setEvents(List.of(large, large, large, large))
                .build());

    assertThat(Decoded.meta(encoded).get("events"))
        .hasSizeLessThan(25_000)
        .hasSizeGreaterThan(18_000)
        .endsWith("}]");
  }

  @Test
  void anExceptionBehindEventsThatDoNotFitIsStillTheSpansError() {
    EventData large = EventData.create(5, "e", attributes("v=" + "x".repeat(13_000)));
    Map<String, Value> encoded =
        Decoded.span(
            span(SpanKind.INTERNAL, Attributes.empty())
                .setEvents(List.of(large, large, exception("java.io.IOException")))
                .build());

    assertThat(Decoded.meta(encoded)).containsEntry("error.type", "java.io.IOException");
  }

  @Test
  void aHugeSpanIsBoundedByCuttingItsValues() {
    var attributes = Attributes.builder();
    for (int i = 0; i < 128; i++) {
      attributes.put("huge." + i, "€".repeat(100_000));
    }
    SpanData huge = span(SpanKind.INTERNAL, attributes.build()).build();

    Map<String, Value> encoded = Decoded.span(huge);

    assertThat(Decoded.meta(encoded)).containsEntry("huge.0", "€".repeat(25_000));
    assertThat(Decoded.meta(encoded).values().stream().mapToInt(String::length).sum())
        .isLessThan(300_000);
  }

  @Test
  void idsAndTimesAreDatadogs() {
    Map<String, Value> encoded =
        Decoded.span(
            child("8000000000000001", "ffffffffffffffff", SpanKind.INTERNAL, Attributes.empty())
                .build());

    assertThat(encoded.get("trace_id").asIntegerValue().asBigInteger())
        .hasToString(Long.toUnsignedString(0xfaceb00c12345678L));
    assertThat(encoded.get("span_id").asIntegerValue().asBigInteger())
        .hasToString("9223372036854775809");
    assertThat(encoded.get("parent_id").asIntegerValue().asBigInteger())
        .hasToString("18446744073709551615");
    assertThat(encoded.get("start").asIntegerValue().asLong()).isEqualTo(1795329197244417716L);
    assertThat(encoded.get("duration").asIntegerValue().asLong()).isEqualTo(15067167);
  }

  private static EventData exception(String type) {
    return EventData.create(
        1,
        "exception",
        attributes(
            "exception.type=" + type,
            "exception.message=Patient ? not found",
            "exception.stacktrace=" + type + "\n\tat a.B.c(B.java:1)"));
  }
}
