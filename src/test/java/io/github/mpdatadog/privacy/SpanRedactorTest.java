// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanRedactorTest {

  private final Vocabulary vocabulary = new Vocabulary();
  private final Ledger ledger = new Ledger();
  private final Resource resource =
      Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "clinic"));
  private final SpanRedactor redactor =
      new SpanRedactor(Policy.strict(), vocabulary, resource, ledger);

  SpanRedactorTest() {
    vocabulary.add(
        this, Kind.ROUTE, List.of("/clinic/patients/{mrn}", "/labs/{id}", "/clinic/api"));
    vocabulary.add(this, Kind.HOST, List.of("labs.test"));
    vocabulary.add(this, Kind.COLLECTION, List.of("visits"));
    vocabulary.add(this, Kind.DESTINATION, List.of("results"));
    vocabulary.add(this, Kind.JOB, List.of("nightly", "load"));
    vocabulary.add(this, Kind.SPAN_NAME, List.of("Visits.book"));
    vocabulary.add(this, Kind.EVENT_NAME, List.of("cache miss"));
  }

  @Test
  void keepsWhatTellsAServerSpan() {
    SpanData span =
        redacted(
            SpanKind.SERVER,
            "http.request.method=GET;http.route=/clinic/patients/{mrn};url.scheme=https;"
                + "url.path=/clinic/patients/12345;url.query=a=b;http.response.status_code=#500;"
                + "error.type=500;network.protocol.version=1.1;server.address=labs.test;"
                + "server.port=#443;user_agent.original=curl;thread.id=#7");

    assertThat(span.getName()).isEqualTo("GET /clinic/patients/{mrn}");
    assertThat(texts(span.getAttributes()))
        .containsOnly(
            entry("http.request.method", "GET"),
            entry("http.route", "/clinic/patients/{mrn}"),
            entry("url.scheme", "https"),
            entry("url.path", "/clinic/patients/{mrn}"),
            entry("http.response.status_code", "500"),
            entry("error.type", "500"),
            entry("network.protocol.version", "1.1"),
            entry("thread.id", "7"));
  }

  @Test
  void letsTheHintOfOurOwnFilterWinOverTheRoute() {
    SpanData span =
        redacted(
            SpanKind.SERVER,
            "http.route=/clinic/api;io.github.mpdatadog.route=/clinic/patients/{mrn};"
                + "http.request.method=GET");

    assertThat(span.getName()).isEqualTo("GET /clinic/patients/{mrn}");
    assertThat(texts(span.getAttributes()))
        .containsEntry("http.route", "/clinic/patients/{mrn}")
        .doesNotContainKey("io.github.mpdatadog.route");
  }

  @Test
  void fallsBackToTheRouteWhenTheHintIsUnknown() {
    SpanData span =
        redacted(
            SpanKind.SERVER, "http.route=/clinic/api;io.github.mpdatadog.route=/clinic/api/jane");

    assertThat(texts(span.getAttributes())).containsOnly(entry("http.route", "/clinic/api"));
  }

  @Test
  void reducesAClientsUrlToHostAndTemplate() {
    SpanData span =
        redacted(
            SpanKind.CLIENT,
            "url.full=https://labs.test:8443/labs/12345?x=y;url.template=/labs/{id};"
                + "http.request.method=GET;server.address=labs.test;server.port=#8443");

    assertThat(span.getName()).isEqualTo("GET /labs/{id}");
    assertThat(texts(span.getAttributes()))
        .containsOnly(
            entry("url.full", "https://labs.test/labs/{id}"),
            entry("url.template", "/labs/{id}"),
            entry("http.request.method", "GET"),
            entry("server.address", "labs.test"),
            entry("server.port", "8443"));
  }

  @ParameterizedTest(name = "{0} {1}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SERVER   | GET /p/1    | http.request.method=GET;http.route=/p/1                   | GET
          SERVER   | JANE /p/1   | http.request.method=JANE;http.route=/clinic/api           | HTTP /clinic/api
          SERVER   | GET /p/1    | http.method=GET;http.route=/clinic/api                    | GET /clinic/api
          SERVER   | jane        | http.route=/clinic/api                                    | server
          CLIENT   | GET         | http.request.method=GET;http.route=/clinic/api            | GET
          INTERNAL | jane        | http.request.method=GET                                   | internal
          CLIENT   | jane        | db.system.name=redis                                      | redis
          CLIENT   | jane        | db.system=mysql;db.operation=select;db.sql.table=visits   | SELECT visits
          CLIENT   | jane        | db.system.name=mysql;db.operation.name=SELECT;db.collection.name=jane | SELECT
          CLIENT   | jane        | db.operation.name=SELECT                                  | client
          PRODUCER | jane        | messaging.system=jms                                      | jms
          PRODUCER | jane        | messaging.system=jms;messaging.operation.type=send        | send
          CONSUMER | jane        | messaging.system=jms;messaging.operation.name=process;messaging.destination.name=results | process results
          CONSUMER | jane        | messaging.system=jms;messaging.operation.name=process;messaging.destination.name=jane | process
          CONSUMER | jane        | messaging.destination.name=results                        | consumer
          INTERNAL | jane        | batch.operation=job;batch.job.name=nightly                | job nightly
          INTERNAL | jane        | batch.operation=step;batch.job.name=nightly;batch.step.name=load | step load
          INTERNAL | jane        | batch.operation=chunk;batch.job.name=nightly;batch.step.name=load-jane | chunk nightly
          INTERNAL | jane        | batch.operation=job;batch.job.name=jane                   | job
          INTERNAL | jane        | batch.job.name=nightly                                    | internal
          PRODUCER | jane        | patient=jane                                              | producer
          INTERNAL | Visits.book | patient=jane                                              | Visits.book
          INTERNAL | Visits.jane | patient=jane                                              | internal
          """)
  void derivesTheName(SpanKind kind, String given, String attributes, String expected) {
    SpanData raw = Spans.span(kind, Spans.attributes(attributes)).setName(given).build();

    assertThat(redactor.redact(raw).getName()).isEqualTo(expected);
  }

  @Test
  void countsNames() {
    redactor.redact(Spans.span(SpanKind.INTERNAL).setName("Visits.book").build());
    redactor.redact(Spans.span(SpanKind.INTERNAL).setName("jane").build());
    redacted(SpanKind.SERVER, "http.request.method=GET");

    assertThat(ledger.namesDerived()).isEqualTo(2);
    assertThat(ledger.namesNeutral()).isEqualTo(1);
    assertThat(ledger.spansSeen()).isEqualTo(3);
    assertThat(ledger.spansDropped()).isZero();
  }

  @Test
  void neverNamesATemporaryQueueEvenIfItIsDeclared() {
    Attributes attributes =
        Spans.attributes("messaging.destination.name=results;messaging.system=jms").toBuilder()
            .put("messaging.destination.temporary", true)
            .build();

    SpanData span = redactor.redact(Spans.span(SpanKind.PRODUCER, attributes).build());

    assertThat(span.getName()).isEqualTo("jms");
    assertThat(texts(span.getAttributes()))
        .containsOnlyKeys("messaging.system", "messaging.destination.temporary");
  }

  @Test
  void keepsTheStatusCodeWithoutItsDescription() {
    SpanData raw =
        Spans.span(SpanKind.INTERNAL)
            .setStatus(StatusData.create(io.opentelemetry.api.trace.StatusCode.ERROR, "jane"))
            .build();

    assertThat(redactor.redact(raw).getStatus()).isEqualTo(StatusData.error());
  }

  @Test
  void replacesResourceAndScope() {
    TestSpanData.Builder raw = Spans.span(SpanKind.INTERNAL);

    SpanData known =
        redactor.redact(raw.setInstrumentationScopeInfo(scope("Client filter")).build());
    SpanData other = redactor.redact(raw.setInstrumentationScopeInfo(scope("jane")).build());

    assertThat(known.getInstrumentationScopeInfo())
        .isEqualTo(InstrumentationScopeInfo.create("Client filter"));
    assertThat(other.getInstrumentationScopeInfo())
        .isEqualTo(InstrumentationScopeInfo.create("microprofile-datadog"));
    assertThat(other.getResource()).isSameAs(resource);
  }

  @Test
  @SuppressWarnings("deprecation") // exporters of older SDKs still ask for it
  void answersTheOldQuestionForTheLibraryWithTheScope() {
    SpanData span = redactor.redact(Spans.span(SpanKind.INTERNAL).build());

    assertThat(span.getInstrumentationLibraryInfo().getName()).isEqualTo("microprofile-datadog");
    assertThat(span.getInstrumentationLibraryInfo().getVersion()).isNull();
  }

  @Test
  void cleansLinksAndForgetsInvalidOnes() {
    TraceState state = TraceState.builder().put("dd", "s:1;t.usr.id:x").put("v", "x").build();
    SpanData raw =
        Spans.span(SpanKind.CONSUMER)
            .setLinks(
                List.of(
                    LinkData.create(Spans.context(state), Attributes.builder().put("a", 1).build()),
                    LinkData.create(SpanContext.getInvalid())))
            .setTotalRecordedLinks(9)
            .build();

    SpanData span = redactor.redact(raw);

    TraceState clean = TraceState.builder().put("dd", "s:1").build();
    assertThat(span.getLinks()).containsExactly(LinkData.create(Spans.context(clean)));
    assertThat(span.getTotalRecordedLinks()).isEqualTo(1);
  }

  @Test
  void keepsOnlySoManyEvents() {
    EventData event =
        EventData.create(1_500, "cache miss", Spans.attributes("http.request.method=GET;a=b"));
    SpanData raw =
        Spans.span(SpanKind.INTERNAL)
            .setEvents(Collections.nCopies(128, event))
            .setTotalRecordedEvents(500)
            .build();

    SpanData span = redactor.redact(raw);

    assertThat(span.getEvents())
        .hasSize(EventRedactor.MOST_EVENTS)
        .allSatisfy(
            kept -> {
              assertThat(kept.getName()).isEqualTo("cache miss");
              assertThat(kept.getEpochNanos()).isEqualTo(span.getEndEpochNanos() - 500);
              assertThat(texts(kept.getAttributes())).containsOnlyKeys("http.request.method");
              assertThat(kept.getDroppedAttributesCount()).isZero();
            });
    assertThat(span.getTotalRecordedEvents()).isEqualTo(EventRedactor.MOST_EVENTS);
    assertThat(ledger.eventsReduced()).isEqualTo(EventRedactor.MOST_EVENTS);
    assertThat(ledger.eventsDropped()).isEqualTo(128 - EventRedactor.MOST_EVENTS);
  }

  @Test
  void totalsAreWhatSurvived() {
    SpanData span = redacted(SpanKind.SERVER, "http.request.method=GET;a=b;user.id=c");

    assertThat(span.getTotalAttributeCount()).isEqualTo(span.getAttributes().size()).isEqualTo(1);
    assertThat(ledger.unknownKeys()).isEqualTo(1);
    assertThat(ledger.attributesRemoved(RuleKind.DROP)).isEqualTo(1);
  }

  @Test
  void dropsASpanWithoutAValidContext() {
    SpanData raw = Spans.span(SpanKind.SERVER).setSpanContext(SpanContext.getInvalid()).build();

    assertThat(redactor.redact(raw)).isNull();
    assertThat(ledger.spansDropped()).isOne();
  }

  @Test
  void aRouteThatThePolicyDropsDoesNotComeBackByItsHint() {
    SpanRedactor tighter =
        new SpanRedactor(
            Policy.strict().dropping(List.of("http.route", "url.path")),
            vocabulary,
            resource,
            ledger);

    SpanData span =
        tighter.redact(
            Spans.span(
                    SpanKind.SERVER,
                    Spans.attributes(
                        "http.route=/clinic/api;url.path=/x;"
                            + "io.github.mpdatadog.route=/clinic/api;http.request.method=GET"))
                .build());

    assertThat(span.getName()).isEqualTo("GET");
    assertThat(texts(span.getAttributes())).containsOnlyKeys("http.request.method");
  }

  @Test
  void givesEverySpanOfARouteTheSameNameObject() {
    String attributes = "http.request.method=GET;http.route=/clinic/api";

    assertThat(redacted(SpanKind.SERVER, attributes).getName())
        .isSameAs(redacted(SpanKind.SERVER, attributes).getName());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellsWhetherTheSpanHasEnded(boolean ended) {
    SpanData span = Spans.span(SpanKind.SERVER).setHasEnded(ended).build();

    assertThat(redactor.redact(span).hasEnded()).isEqualTo(ended);
  }

  @Test
  void printsWhatIsLeftAndNothingElse() {
    assertThat(redacted(SpanKind.SERVER, "http.request.method=GET;url.query=jane"))
        .hasToString("RedactedSpan{name=GET, attributes={http.request.method=GET}}");
  }

  private SpanData redacted(SpanKind kind, String attributes) {
    return redactor.redact(Spans.span(kind, Spans.attributes(attributes)).build());
  }

  private static Map<String, String> texts(Attributes attributes) {
    Map<String, String> texts = new LinkedHashMap<>();
    attributes.forEach((key, value) -> texts.put(key.getKey(), value.toString()));
    assertThat(texts).hasSize(attributes.size());
    return texts;
  }

  private static InstrumentationScopeInfo scope(String name) {
    return InstrumentationScopeInfo.builder(name).setVersion("jane").build();
  }
}
