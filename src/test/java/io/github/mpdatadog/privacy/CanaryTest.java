// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CanaryTest {

  private static final TraceState STATE =
      TraceState.builder()
          .put("dd", "s:1;t.usr.id:JaneRoe;t.dm:-4")
          .put("vendor", "JaneRoe")
          .build();

  private final Vocabulary vocabulary = new Vocabulary();
  private final SpanRedactor redactor = redactor(Policy.strict());

  private SpanRedactor redactor(Policy policy) {
    return new SpanRedactor(policy, vocabulary, Resource.empty(), new Ledger());
  }

  @ParameterizedTest
  @EnumSource(SpanKind.class)
  void noCanaryLeavesASpanOfTheRealSdk(SpanKind kind) {
    SpanData raw = recorded(kind);

    assertThat(Canaries.in(raw)).hasSizeGreaterThan(40);
    assertThat(Canaries.in(redactor.redact(raw))).isEmpty();
  }

  @EveryCanaryShape
  void noCanaryLeavesUnderAnyKeyOfTheRegistry(String type) throws Exception {
    Set<String> keys = new TreeSet<>(Registry.read().keys.keySet());
    keys.addAll(Set.of("io.github.mpdatadog.route", "http.request.header.x", "JaneRoe", ""));
    for (SpanKind kind : SpanKind.values()) {
      for (String key : keys) {
        Attributes planted = Canaries.under(List.of(key), type);
        SpanData raw =
            Spans.span(kind, planted)
                .setEvents(List.of(EventData.create(1, "exception", planted)))
                .build();

        assertThat(Canaries.in(redactor.redact(raw))).as(key).isEmpty();
      }
    }
  }

  @Test
  void theSearchFindsACanaryInEachFieldOfASpan() {
    SpanData clean = redactor.redact(Spans.span(SpanKind.INTERNAL).build());
    assertThat(Canaries.in(clean)).isEmpty();

    assertThat(leakyVariants(clean))
        .allSatisfy((field, leaky) -> assertThat(Canaries.in(leaky)).as(field).isNotEmpty());
  }

  @Test
  void aBrokenPolicyIsFoundOut() {
    Rule open = Rule.ofText(RuleKind.ENUM, "open", (value, span, evidence) -> value);
    Map<String, Rule> broken = new HashMap<>();
    Canaries.under(List.of("url.query"), "word")
        .forEach((key, value) -> broken.put(key.getKey(), open));

    SpanData raw = recorded(SpanKind.SERVER);

    assertThat(Canaries.in(redactor(Policy.of(broken)).redact(raw))).isNotEmpty();
  }

  @Test
  void attributesCanBeCopiedWithTheBuilderOfTheApi() {
    Attributes kept = redactor.redact(recorded(SpanKind.SERVER)).getAttributes();

    assertThat(kept.toBuilder().build().asMap()).isEqualTo(kept.asMap());
  }

  private static Map<String, SpanData> leakyVariants(SpanData clean) {
    Attributes planted = Canaries.under(List.of("k"), "words");
    Map<String, SpanData> leaky = new HashMap<>();
    leaky.put(
        "name",
        new DelegatingSpanData(clean) {
          @Override
          public String getName() {
            return Canaries.WORD;
          }
        });
    leaky.put(
        "attributes",
        new DelegatingSpanData(clean) {
          @Override
          public Attributes getAttributes() {
            return planted;
          }
        });
    leaky.put(
        "key",
        new DelegatingSpanData(clean) {
          @Override
          public Attributes getAttributes() {
            return Attributes.of(AttributeKey.booleanKey(Canaries.WORD), true);
          }
        });
    leaky.put(
        "event",
        new DelegatingSpanData(clean) {
          @Override
          public List<EventData> getEvents() {
            return List.of(EventData.create(1, "e", planted));
          }
        });
    leaky.put(
        "link",
        new DelegatingSpanData(clean) {
          @Override
          public List<LinkData> getLinks() {
            return List.of(LinkData.create(Spans.context(STATE)));
          }
        });
    leaky.put(
        "status",
        new DelegatingSpanData(clean) {
          @Override
          public StatusData getStatus() {
            return StatusData.create(StatusCode.ERROR, Canaries.WORD);
          }
        });
    leaky.put(
        "parent",
        new DelegatingSpanData(clean) {
          @Override
          public SpanContext getParentSpanContext() {
            return Spans.context(STATE);
          }
        });
    leaky.put(
        "scope",
        new DelegatingSpanData(clean) {
          @Override
          public InstrumentationScopeInfo getInstrumentationScopeInfo() {
            return InstrumentationScopeInfo.builder("s").setVersion(Canaries.WORD).build();
          }
        });
    leaky.put(
        "resource",
        new DelegatingSpanData(clean) {
          @Override
          public Resource getResource() {
            return Resource.create(planted);
          }
        });
    leaky.put(
        "toString",
        new DelegatingSpanData(clean) {
          @Override
          public String toString() {
            return Canaries.WORD;
          }
        });
    return leaky;
  }

  /** A span that the application filled with data in every place the API offers. */
  private static SpanData recorded(SpanKind kind) {
    InMemorySpanExporter exporter = InMemorySpanExporter.create();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(Resource.create(Canaries.under(List.of("host.name", "x"), "sentence")))
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()) {
      SpanContext remote =
          SpanContext.createFromRemoteParent(
              Spans.TRACE_ID, Spans.SPAN_ID, TraceFlags.getSampled(), STATE);
      Span span =
          provider
              .tracerBuilder("io.github.mpdatadog.JaneRoe")
              .setInstrumentationVersion("1-JaneRoe")
              .setSchemaUrl("https://JaneRoe")
              .build()
              .spanBuilder("GET /patients/JaneRoe")
              .setSpanKind(kind)
              .setParent(Context.root().with(Span.wrap(remote)))
              .addLink(remote, Canaries.under(List.of("url.full"), "sentence"))
              .startSpan();
      fill(span);
      span.end();
      return exporter.getFinishedSpanItems().get(0);
    }
  }

  private static void fill(Span span) {
    span.setAttribute("http.request.method", "GET-JaneRoe");
    span.setAttribute("http.route", "/patients/JaneRoe");
    span.setAttribute("io.github.mpdatadog.route", "/patients/JaneRoe");
    span.setAttribute("url.path", "/patients/JaneRoe");
    span.setAttribute(
        "url.full", "https://JaneRoe:pw@host/patients/JaneRoe?ssn=078-05-1120#JaneRoe");
    span.setAttribute("url.query", "name=JaneRoe");
    span.setAttribute("server.address", "janeroe.clinic.test");
    span.setAttribute("error.type", "com.JaneRoe");
    span.setAttribute("exception.stacktrace", "X: JaneRoe\n\tat com.JaneRoe.m(JaneRoe.java:1)");
    span.setAttribute("db.query.text", "SELECT * FROM JaneRoe WHERE mrn = 8675309");
    span.setAttribute("db.operation.name", "JaneRoe");
    span.setAttribute("messaging.destination.name", "jane.roe");
    span.setAttribute("patient.JaneRoe", true);
    span.setAttribute("http.response.status_code", Canaries.NUMBER);
    span.setAttribute("http.response.body.size", Canaries.NUMBER);
    span.setAttribute(AttributeKey.stringArrayKey("user.roles"), List.of(Canaries.WORD));
    span.setStatus(StatusCode.ERROR, Canaries.SENTENCE);
    span.addEvent("admitted JaneRoe", Canaries.under(List.of("url.path", "JaneRoe"), "word"));
    span.addEvent("exception", Canaries.under(exceptionKeys(), "sentence"));
    span.recordException(thrown(), Canaries.under(List.of("JaneRoe"), "sentence"));
  }

  private static List<String> exceptionKeys() {
    return List.of("exception.type", "exception.message", "exception.stacktrace");
  }

  private static Throwable thrown() {
    String forged =
        Canaries.SENTENCE + "\n\tat com.JaneRoe.admit(JaneRoe.java:1)\nCaused by: JaneRoe";
    SQLException next = new SQLException(forged);
    SQLException sql = new SQLException("Key (ssn)=(078-05-1120) already exists", "JaneRoe");
    sql.setNextException(next);
    List<StackTraceElement> frames = new ArrayList<>(List.of(sql.getStackTrace()));
    frames.add(new StackTraceElement("JaneRoe SSN", "m", "JaneRoe's.java", 1));
    frames.add(new StackTraceElement("com.clinic.A", "m(JaneRoe)", "A.java", 1));
    frames.add(new StackTraceElement("com.clinic.A", "m", "jane roe.java", 1));
    frames.add(new StackTraceElement("JaneRoe", "1", "m", "1", "078-05-1120", "A.txt", 1));
    sql.setStackTrace(frames.toArray(StackTraceElement[]::new));
    IllegalStateException top = new IllegalStateException(forged, sql);
    top.addSuppressed(new IllegalArgumentException(forged));
    return top;
  }
}
