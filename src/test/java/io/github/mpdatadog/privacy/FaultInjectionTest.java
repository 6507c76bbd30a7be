// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every getter that may fail does so once; the span is then dropped, or the getter is not asked.
 */
class FaultInjectionTest {

  private static final Set<String> NEVER_ASKED =
      Set.of(
          "getResource",
          "getTraceId",
          "getSpanId",
          "getParentSpanId",
          "getTotalAttributeCount",
          "getTotalRecordedEvents",
          "getTotalRecordedLinks",
          "getInstrumentationLibraryInfo");

  private final Ledger ledger = new Ledger();
  private final SpanRedactor redactor =
      new SpanRedactor(Policy.strict(), new Vocabulary(), Resource.empty(), ledger);

  static Stream<String> getters() {
    return Stream.of(SpanData.class.getMethods()).map(Method::getName);
  }

  static Stream<String> eventGetters() {
    return Stream.of("getName", "getAttributes", "getEpochNanos");
  }

  @ParameterizedTest
  @MethodSource("getters")
  void aFailingGetterDropsTheSpan(String getter) {
    assertDropped(getter, IllegalStateException::new);
  }

  @ParameterizedTest
  @MethodSource("getters")
  void anErrorDropsTheSpan(String getter) {
    assertDropped(getter, () -> new LinkageError(Canaries.SENTENCE));
  }

  @ParameterizedTest
  @MethodSource("getters")
  void endlessRecursionDropsTheSpan(String getter) {
    assertDropped(getter, StackOverflowError::new);
  }

  @ParameterizedTest
  @MethodSource("eventGetters")
  void aFailingEventDropsTheSpan(String getter) {
    EventData event = EventData.create(1, "event", Attributes.empty());
    EventData failing = failing(EventData.class, event, getter, IllegalStateException::new);

    assertThat(redactor.redact(Spans.span(SpanKind.SERVER).setEvents(List.of(failing)).build()))
        .isNull();
    assertThat(ledger.spansDropped()).isOne();
  }

  @Test
  void aFailingLinkDropsTheSpan() {
    LinkData link =
        LinkData.create(Spans.context(io.opentelemetry.api.trace.TraceState.getDefault()));
    LinkData failing = failing(LinkData.class, link, "getSpanContext", IllegalStateException::new);

    assertThat(redactor.redact(Spans.span(SpanKind.SERVER).setLinks(List.of(failing)).build()))
        .isNull();
  }

  @Test
  void failingAttributesDropTheSpan() {
    Attributes failing =
        failing(Attributes.class, Attributes.empty(), "forEach", IllegalStateException::new);

    assertThat(redactor.redact(Spans.span(SpanKind.SERVER).setAttributes(failing).build()))
        .isNull();
  }

  @Test
  void doesNotSwallowTheEndOfTheJvm() {
    SpanData span =
        failing(
            SpanData.class,
            Spans.span(SpanKind.SERVER).build(),
            "getName",
            () -> new OutOfMemoryError("test"));

    assertThatThrownBy(() -> redactor.redact(span)).isInstanceOf(OutOfMemoryError.class);
    assertThat(ledger.spansDropped()).isOne();
  }

  private void assertDropped(String getter, Supplier<Throwable> fault) {
    AtomicBoolean asked = new AtomicBoolean();
    SpanData span =
        failing(
            SpanData.class,
            Spans.span(SpanKind.SERVER).build(),
            getter,
            () -> {
              asked.set(true);
              return fault.get();
            });

    SpanData redacted = redactor.redact(span);

    assertThat(asked.get()).isEqualTo(!NEVER_ASKED.contains(getter));
    assertThat(redacted == null).isEqualTo(asked.get());
    assertThat(ledger.spansDropped()).isEqualTo(asked.get() ? 1 : 0);
  }

  private static <T> T failing(Class<T> type, T real, String getter, Supplier<Throwable> fault) {
    return type.cast(
        Proxy.newProxyInstance(
            FaultInjectionTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals(getter)) {
                throw fault.get();
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
