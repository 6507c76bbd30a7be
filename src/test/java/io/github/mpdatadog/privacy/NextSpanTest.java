// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The spans of a batch are decided one after the other with the same objects. */
class NextSpanTest {

  private static final String SHAPED = "SELECT name FROM visits WHERE name = 'jane'";

  private final Vocabulary vocabulary = new Vocabulary();

  NextSpanTest() {
    vocabulary.add(this, Vocabulary.Kind.ROUTE, List.of("/visits/{id}", "/labs/{id}"));
    vocabulary.add(this, Vocabulary.Kind.HOST, List.of("labs.test"));
    vocabulary.add(this, Vocabulary.Kind.COLLECTION, List.of("visits"));
    vocabulary.add(this, Vocabulary.Kind.COLUMN, List.of("name"));
    vocabulary.add(this, Vocabulary.Kind.DESTINATION, List.of("results"));
    vocabulary.add(this, Vocabulary.Kind.SPAN_NAME, List.of("given"));
  }

  /** What the attributes of each role are when they leave, and when they are removed. */
  static Stream<Attributes> spans() {
    return Stream.of(
        Attributes.empty(),
        Spans.attributes("http.request.method=GET"),
        Spans.attributes("http.request.method=GET;http.route=/visits/{id};url.path=/visits/7"),
        Spans.attributes("http.request.method=GET;io.github.mpdatadog.route=/labs/{id}"),
        Spans.attributes("http.request.method=GET;http.route=/jane;url.path=/jane"),
        Spans.attributes(
            "http.request.method=GET;url.template=/labs/{id};url.full=https://labs.test/7"),
        Spans.attributes(
            "http.request.method=GET;url.full=https://labs.test/7;server.address=labs.test"),
        Spans.attributes("server.address=jane;server.port=#8443;net.peer.port=#8443"),
        Spans.attributes("server.address=labs.test;server.port=#8443"),
        Spans.attributes("server.port=#8443;net.peer.port=#8443"),
        Spans.attributes("db.system.name=postgresql"),
        Spans.attributes("db.system.name=jane"),
        Spans.attributes("db.system.name=redis;db.query.text=" + SHAPED),
        Spans.attributes("db.system.name=postgresql;db.query.text=" + SHAPED),
        Spans.attributes("db.query.text=" + SHAPED),
        Spans.attributes("db.system.name=postgresql;db.query.summary=SELECT visits"),
        Spans.attributes("db.system.name=mysql;db.operation.name=UPDATE;db.collection.name=visits"),
        Spans.attributes("db.system.name=mysql;db.operation.name=UPDATE"),
        Spans.attributes("messaging.system=jms;messaging.operation.type=send"),
        Spans.attributes("messaging.system=jms;messaging.destination.name=results"),
        Spans.attributes("messaging.system=jms;messaging.operation.type=send").toBuilder()
            .put("messaging.destination.name", "results")
            .put("messaging.destination.temporary", true)
            .build(),
        Spans.attributes("batch.operation=step;batch.job.name=nightly;batch.step.name=bill"),
        Spans.attributes("batch.operation=job;batch.job.name=nightly"),
        Spans.attributes("patient.name=jane;url.query=name=jane"));
  }

  @ParameterizedTest
  @MethodSource("spans")
  void isDecidedAsIfItWereTheFirst(Attributes next) {
    for (SpanKind kind : SpanKind.values()) {
      SpanData span = Spans.span(kind, next).build();
      SpanData first = gate().redact(span);
      spans()
          .forEach(
              before -> {
                List<SpanData> both =
                    gate().redact(List.of(Spans.span(kind, before).build(), span));
                assertThat(seen(both.get(1))).as("after %s", before).isEqualTo(seen(first));
              });
    }
  }

  @ParameterizedTest
  @MethodSource("spans")
  void isDecidedAsIfItHadNoEvents(Attributes ofEvent) {
    SpanData bare = Spans.span(SpanKind.CLIENT).build();
    SpanData span =
        Spans.span(SpanKind.CLIENT)
            .setEvents(List.of(EventData.create(1_500, "event", ofEvent)))
            .build();

    assertThat(seen(gate().redact(span))).isEqualTo(seen(gate().redact(bare)));
  }

  @ParameterizedTest
  @EnumSource
  void losesNothingWhenTheOneBeforeCouldNotBeDecided(SpanKind kind) {
    SpanData sound =
        Spans.span(kind, Spans.attributes("server.address=labs.test;db.system=h2")).build();
    SpanData broken =
        new DelegatingSpanData(
            Spans.span(kind, Spans.attributes("server.address=jane;db.system.name=jane")).build()) {
          @Override
          public List<LinkData> getLinks() {
            throw new IllegalStateException("broken after its attributes were read");
          }
        };

    assertThat(gate().redact(List.of(broken, sound, broken)))
        .singleElement()
        .satisfies(left -> assertThat(seen(left)).isEqualTo(seen(gate().redact(sound))));
  }

  @Test
  void changesNothingInTheOneBefore() {
    SpanData span = Spans.span(SpanKind.SERVER, Spans.attributes("url.scheme=https")).build();
    SpanData other = Spans.span(SpanKind.SERVER, Spans.attributes("url.scheme=http")).build();

    assertThat(gate().redact(List.of(span, other)))
        .extracting(left -> left.getAttributes().get(AttributeKey.stringKey("url.scheme")))
        .containsExactly("https", "http");
  }

  private SpanRedactor gate() {
    return new SpanRedactor(Policy.strict(), vocabulary, Resource.empty(), new Ledger());
  }

  private static List<Object> seen(@Nullable SpanData span) {
    return span == null
        ? List.of()
        : List.of(span.getName(), span.getStatus(), span.getAttributes().asMap());
  }
}
