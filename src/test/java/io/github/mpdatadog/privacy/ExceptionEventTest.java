// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Exceptions as the SDK on the class path records them, be it 1.39 or a later one. */
class ExceptionEventTest {

  private static final AttributeKey<String> TYPE = AttributeKey.stringKey("exception.type");
  private static final AttributeKey<String> STACK = AttributeKey.stringKey("exception.stacktrace");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private final SpanRedactor redactor =
      new SpanRedactor(Policy.strict(), new Vocabulary(), Resource.empty(), new Ledger());

  @Test
  void writesTypeAndStackAnewFromTheThrowable() {
    EventData event =
        redacted(
                span ->
                    span.recordException(
                        new IllegalStateException("jane"),
                        Attributes.of(AttributeKey.stringKey("user.id"), "jane")))
            .getEvents()
            .get(0);

    assertThat(event.getName()).isEqualTo("exception");
    assertThat(event.getAttributes().asMap()).containsOnlyKeys(TYPE, STACK);
    assertThat(event.getAttributes().get(TYPE)).isEqualTo("java.lang.IllegalStateException");
    assertThat(event.getAttributes().get(STACK))
        .startsWith("java.lang.IllegalStateException\n\tat " + getClass().getName() + ".lambda$")
        .contains("(ExceptionEventTest.java:")
        .doesNotContain("jane");
  }

  @Test
  void believesTheErrorTypeOfAThrowableItHasSeen() {
    String type = NoBedException.class.getName();

    SpanData before = redacted(span -> span.setAttribute(ERROR, type));
    SpanData thrown =
        redacted(
            span -> {
              span.recordException(new NoBedException());
              span.setAttribute(ERROR, type);
            });
    SpanData after = redacted(span -> span.setAttribute(ERROR, type));

    assertThat(before.getAttributes().get(ERROR)).isEqualTo("_OTHER");
    assertThat(thrown.getAttributes().get(ERROR)).isEqualTo(type);
    assertThat(after.getAttributes().get(ERROR)).isEqualTo(type);
  }

  @Test
  void keepsNoTextOfAnExceptionEventWithoutAThrowable() {
    EventData event =
        redacted(
                span ->
                    span.addEvent(
                        "exception",
                        Attributes.of(
                            TYPE, "com.jane.Roe", STACK, "x", ERROR, "java.lang.Exception")))
            .getEvents()
            .get(0);

    assertThat(event.getName()).isEqualTo("exception");
    assertThat(event.getAttributes().get(TYPE)).isEqualTo("_OTHER");
    assertThat(event.getAttributes().get(STACK)).isNull();
  }

  /** A loader that shows a class file for each class that it makes proves nothing. */
  @Test
  void typesThatAreTooManyAreNamedByTheirJdkSuperclass() {
    SpanRedactor small =
        new SpanRedactor(Policy.strict(), new Vocabulary(), Resource.empty(), new Ledger(), 1);
    Exception cause = new NoBedException();
    List<String> left =
        List.of(new WardClosedException(null), new WardClosedException(cause), cause).stream()
            .map(thrown -> recorded(span -> span.recordException(thrown)))
            .map(span -> small.redact(span).getEvents().get(0).getAttributes())
            .map(attributes -> attributes.get(TYPE) + " " + attributes.get(STACK))
            .toList();

    assertThat(left.get(0)).startsWith(WardClosedException.class.getName() + " ");
    assertThat(left.get(1))
        .startsWith(WardClosedException.class.getName() + " ")
        .contains("Caused by: java.lang.Exception\n");
    assertThat(left.get(2)).startsWith("java.lang.Exception java.lang.Exception\n");
    assertThat(
            small
                .redact(recorded(span -> span.setAttribute(ERROR, NoBedException.class.getName())))
                .getAttributes()
                .get(ERROR))
        .isEqualTo("_OTHER");
    assertThat(
            small
                .redact(
                    recorded(
                        span -> {
                          span.recordException(new NoBedException());
                          span.setAttribute(ERROR, NoBedException.class.getName());
                        }))
                .getAttributes()
                .get(ERROR))
        .isEqualTo("_OTHER");
  }

  @Test
  void obeysAPolicyThatDropsTheStack() {
    SpanRedactor tighter =
        new SpanRedactor(
            Policy.strict().dropping(List.of("exception.stacktrace")),
            new Vocabulary(),
            Resource.empty(),
            new Ledger());

    SpanData raw = recorded(span -> span.recordException(new IllegalStateException()));

    assertThat(tighter.redact(raw).getEvents().get(0).getAttributes().asMap())
        .containsOnlyKeys(TYPE);
  }

  private SpanData redacted(Consumer<Span> recording) {
    return redactor.redact(recorded(recording));
  }

  private static SpanData recorded(Consumer<Span> recording) {
    InMemorySpanExporter exporter = InMemorySpanExporter.create();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()) {
      Span span = provider.get("test").spanBuilder("test").setSpanKind(SpanKind.SERVER).startSpan();
      recording.accept(span);
      span.end();
      return exporter.getFinishedSpanItems().get(0);
    }
  }

  private static final class WardClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    WardClosedException(Throwable cause) {
      super(cause);
    }
  }

  private static final class NoBedException extends Exception {
    private static final long serialVersionUID = 1;
  }
}
