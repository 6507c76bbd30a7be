// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mpdatadog.FailingTelemetry;
import io.github.mpdatadog.KeptSpans;
import io.github.mpdatadog.Passivated;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.interceptor.InvocationContext;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OwnTraceTest {
  private final KeptSpans spans = new KeptSpans();
  private final Tracer tracer = spans.sdk().getTracer("test");
  private final OwnTrace timer = new OwnTrace(false, tracer);

  @AfterEach
  void stop() {
    spans.close();
  }

  static final class Ward {
    void rounds() {}
  }

  /** Of a method that gives "done". */
  private static InvocationContext call() throws ReflectiveOperationException {
    return call(() -> "done");
  }

  private static InvocationContext call(Callable<Object> work) throws ReflectiveOperationException {
    Method called = Ward.class.getDeclaredMethod("rounds");
    return (InvocationContext)
        Proxy.newProxyInstance(
            OwnTraceTest.class.getClassLoader(),
            new Class<?>[] {InvocationContext.class},
            (proxy, method, arguments) ->
                method.getName().equals("getMethod") ? called : work.call());
  }

  private Object within(Span span, OwnTrace interceptor) throws Exception {
    try (Scope scope = span.makeCurrent()) {
      return interceptor.trace(call());
    } finally {
      span.end();
    }
  }

  @Test
  void aTimerHasASpanNamedAfterClassAndMethod() throws Exception {
    assertThat(timer.trace(call())).isEqualTo("done");

    assertThat(spans.ended()).extracting(SpanData::getName).containsExactly("Ward.rounds");
  }

  static final class Generated extends IllegalStateException {}

  /** As code makes it that is generated at run time: its name holds a number of this run. */
  private static Exception ofAHiddenClass() throws Exception {
    try (InputStream file =
        OwnTraceTest.class.getResourceAsStream("OwnTraceTest$Generated.class")) {
      return (Exception)
          MethodHandles.lookup()
              .defineHiddenClass(file.readAllBytes(), true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    }
  }

  @Test
  void aFailureIsToldByTheNearestClassWhoseNameMayLeave() throws Exception {
    Exception failure = ofAHiddenClass();
    Callable<Object> failing =
        () -> {
          throw failure;
        };

    assertThatThrownBy(() -> timer.trace(call(failing))).isSameAs(failure);

    SpanData span = KeptSpans.redacted(spans.ended().get(0));
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
        .isEqualTo("java.lang.IllegalStateException");
  }

  @ParameterizedTest
  @MethodSource("io.github.mpdatadog.FailingTelemetry#all")
  void theMethodIsCalledOnceWhateverTheSdkThrows(FailingTelemetry broken) throws Exception {
    for (boolean always : new boolean[] {false, true}) {
      OwnTrace untraced = new OwnTrace(always, broken.sdk().getTracer("test"));
      AtomicInteger calls = new AtomicInteger();

      assertThat(untraced.trace(call(calls::incrementAndGet))).isEqualTo(1);
      assertThat(calls).hasValue(1);
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.mpdatadog.FailingTelemetry#all")
  void itsOwnFailureIsThrownWhateverTheSdkThrows(FailingTelemetry broken) throws Exception {
    OwnTrace untraced = new OwnTrace(false, broken.sdk().getTracer("test"));
    Exception failure = new Exception("of the method");
    Callable<Object> failing =
        () -> {
          throw failure;
        };

    assertThatThrownBy(() -> untraced.trace(call(failing))).isSameAs(failure);
  }

  /** The trace is not cut off where a span of its own could not be made. */
  @Test
  void withoutASpanItStaysInTheTraceItWasIn() throws Exception {
    Tracer broken =
        new FailingTelemetry(FailingTelemetry.Part.BUILDER, new IllegalStateException())
            .sdk()
            .getTracer("test");
    Span request = tracer.spanBuilder("request").startSpan();

    try (Scope scope = request.makeCurrent()) {
      assertThat(new OwnTrace(true, broken).trace(call(Span::current))).isSameAs(request);
    } finally {
      request.end();
    }
  }

  @Test
  void aTimersMethodThatARequestCallsHasNoSpanOfItsOwn() throws Exception {
    within(tracer.spanBuilder("request").startSpan(), timer);

    assertThat(spans.ended()).extracting(SpanData::getName).containsExactly("request");
  }

  @Test
  void aRepeatedMethodHasATraceOfItsOwnEvenWithinARequest() throws Exception {
    Span request = tracer.spanBuilder("request").startSpan();

    within(request, new OwnTrace(true, tracer));

    assertThat(spans.ended(span -> span.getName().equals("Ward.rounds")))
        .extracting(SpanData::getTraceId)
        .isNotEmpty()
        .doesNotContain(request.getSpanContext().getTraceId());
  }

  @Test
  void aMethodIsCalledOnceInASpanOfWhichNothingWorks() throws Exception {
    AtomicInteger calls = new AtomicInteger();

    try (Scope scope = FailingTelemetry.current(new IllegalStateException("SDK closed"))) {
      assertThat(timer.trace(call(calls::incrementAndGet))).isEqualTo(1);
    }
  }

  /** A stateful bean may be written to disk with its interceptors. */
  @Test
  void anInterceptorThatWasReadBackStillCallsTheMethod() throws Exception {
    assertThat(Passivated.andActivated(timer).trace(call())).isEqualTo("done");
  }

  @Test
  void anInterceptorThatWasWrittenBeforeItsFirstCallStillCallsTheMethod() throws Exception {
    assertThat(Passivated.andActivated(new OwnTrace.OfEachRun()).trace(call())).isEqualTo("done");
  }
}
