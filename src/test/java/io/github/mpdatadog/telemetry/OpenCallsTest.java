// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.FailingTelemetry;
import io.github.mpdatadog.KeptSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenCallsTest {
  private final KeptSpans traces = new KeptSpans();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Span request = span("request", Span.getInvalid());

  private Span span(String name, Span parent) {
    return traces
        .sdk()
        .getTracer("test")
        .spanBuilder(name)
        .setParent(Context.root().with(parent))
        .startSpan();
  }

  @AfterEach
  void stop() {
    thread.shutdownNow();
    traces.close();
  }

  /** Whatever another test left behind is on another thread. */
  private void onOneThread(Runnable work) throws Exception {
    Callable<Boolean> done =
        () -> {
          work.run();
          return true;
        };
    assertThat(thread.submit(done).get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aCallWithoutAnAnswerFailsWhenItsThreadGoesOnInTheSameTrace() throws Exception {
    onOneThread(
        () -> {
          OpenCalls.begin(span("GET", request));
          OpenCalls.endFailed(span("PUT", request));
        });

    var failed = traces.await(1, any -> true).get(0);
    assertThat(failed.getName()).isEqualTo("GET");
    assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(failed.getAttributes().get(AttributeKey.stringKey("error.type")))
        .isEqualTo("jakarta.ws.rs.ProcessingException");
  }

  @Test
  void aCallThatWasAnsweredIsLeftToTheServer() throws Exception {
    onOneThread(
        () -> {
          OpenCalls.begin(span("GET", request));
          OpenCalls.answered();
          OpenCalls.endFailed(request);
        });

    traces.await(0, any -> true);
  }

  /** Nobody can say any more when it failed. */
  @Test
  void aCallOfAnotherTraceIsLetGo() throws Exception {
    onOneThread(
        () -> {
          OpenCalls.begin(span("GET", request));
          OpenCalls.endFailed(span("other", Span.getInvalid()));
          OpenCalls.endFailed(request);
        });

    traces.await(0, any -> true);
  }

  @Test
  void aCallOfAnotherThreadStaysOpen() throws Exception {
    OpenCalls.begin(span("GET", request));

    onOneThread(() -> OpenCalls.endFailed(request));

    traces.await(0, any -> true);
    OpenCalls.endFailed(request);
    traces.await(1, any -> true);
  }

  /** As a future's: who waits for it goes on, and the thread is back in its pool. */
  @Test
  void aCallThatAnotherThreadMadeForTheRequestFailsWithIt() throws Exception {
    onOneThread(() -> OpenCalls.begin(span("GET", request)));

    OpenCalls.endFailed(request, thread -> false);

    assertThat(traces.await(1, any -> true).get(0).getStatus().getStatusCode())
        .isEqualTo(StatusCode.ERROR);
  }

  @Test
  void aCallThatStillWaitsOutlivesItsRequest() throws Exception {
    onOneThread(() -> OpenCalls.begin(span("GET", request)));

    OpenCalls.endFailed(request, thread -> true);

    traces.await(0, any -> true);
    onOneThread(OpenCalls::answered);
  }

  @Test
  void theEndOfARequestLeavesTheCallsOfOthersAlone() throws Exception {
    onOneThread(() -> OpenCalls.begin(span("GET", request)));

    OpenCalls.endFailed(span("other", Span.getInvalid()), thread -> false);

    traces.await(0, any -> true);
    onOneThread(OpenCalls::answered);
  }

  /** A pool's thread may call for the next request before the one that waited has gone on. */
  @Test
  void aCallOfAnotherTraceFailsNowIfItsCallerIsNotDone() throws Exception {
    onOneThread(
        () -> {
          try (Scope scope = request.makeCurrent()) {
            OpenCalls.begin(span("GET", request));
          }
          OpenCalls.begin(span("PUT", Span.getInvalid()));
          OpenCalls.answered();
        });

    assertThat(traces.await(1, any -> true).get(0).getName()).isEqualTo("GET");
  }

  @Test
  void aCallIsEndedOnce() throws Exception {
    onOneThread(
        () -> {
          OpenCalls.begin(span("GET", request));
          OpenCalls.endFailed(request);
          OpenCalls.endFailed(request);
        });

    traces.await(1, any -> true);
  }

  /** What writes an entity may call others for it. */
  @Test
  void aCallWithinACallLeavesTheOuterOneAlone() throws Exception {
    onOneThread(
        () -> {
          OpenCalls.begin(span("PUT", request));
          OpenCalls.beginWithin(span("GET", request));
          OpenCalls.answered();
        });
    traces.await(0, any -> true);

    onOneThread(() -> OpenCalls.endFailed(request));

    assertThat(traces.await(1, any -> true).get(0).getName()).isEqualTo("PUT");
  }

  @Test
  void bothFailWhereTheInnerOneIsWhyTheOuterOneFails() throws Exception {
    onOneThread(
        () -> {
          OpenCalls.begin(span("PUT", request));
          OpenCalls.beginWithin(span("GET", request));
          OpenCalls.endFailed(request);
        });

    traces.await(2, any -> true);
  }

  /** The request that it was made for may be over by then. */
  @Test
  void aCallWithoutAnAnswerFailsWhenItsTaskIsOver() throws Exception {
    request.end();

    onOneThread(
        TaskContext.of(Context.root().with(request))
            .wrap(() -> OpenCalls.begin(span("GET", request))));

    assertThat(traces.await(2, any -> true).get(1).getStatus().getStatusCode())
        .isEqualTo(StatusCode.ERROR);
  }

  @Test
  void aTaskRunsInTheContextItselfAndLeavesTheOneBefore() throws Exception {
    Context context = Context.root().with(request);
    List<Context> seen = new ArrayList<>();

    onOneThread(
        () -> {
          TaskContext.of(context).wrapSupplier(() -> seen.add(Context.current())).get();
          seen.add(Context.current());
        });

    assertThat(seen).containsExactly(context, Context.root());
  }

  /** A stage may be run by whoever completes it, even while an entity is written. */
  @Test
  void aTaskWithinACallLeavesThatAlone() throws Exception {
    onOneThread(
        () -> {
          OpenCalls.begin(span("PUT", request));
          TaskContext.of(Context.root())
              .wrap(() -> OpenCalls.beginWithin(span("GET", request)))
              .run();
        });

    assertThat(traces.await(1, any -> true).get(0).getName()).isEqualTo("GET");
    onOneThread(OpenCalls::answered);
  }

  @Test
  void aCallWithoutAnAnswerFailsWithTheSpanOfItsCaller() throws Exception {
    onOneThread(
        () -> {
          try (Scope scope = request.makeCurrent()) {
            OpenCalls.begin(span("GET", request));
          }
          OpenCalls.endFailedOf(request.getSpanContext());
        });

    assertThat(traces.await(1, any -> true).get(0).getStatus().getStatusCode())
        .isEqualTo(StatusCode.ERROR);
  }

  @Test
  void aSpanThatEndsTakesNoCallOfAnotherAlong() throws Exception {
    onOneThread(
        () -> {
          try (Scope scope = request.makeCurrent()) {
            OpenCalls.begin(span("GET", request));
          }
          OpenCalls.endFailedOf(span("other", request).getSpanContext());
          OpenCalls.answered();
        });

    traces.await(0, any -> true);
  }

  /** A processor of the application's own may throw. */
  @Test
  void aSpanThatCannotBeEndedLeavesTheThreadAsItWas() throws Exception {
    IllegalStateException closed = new IllegalStateException("SDK closed");
    Span broken =
        new FailingTelemetry(FailingTelemetry.Part.SPAN, closed)
            .sdk()
            .getTracer("test")
            .spanBuilder("GET")
            .startSpan();

    onOneThread(
        () -> {
          Scope task = TaskContext.of(Context.root().with(request)).makeCurrent();
          OpenCalls.beginWithin(broken);
          task.close();

          assertThat(Context.current()).isSameAs(Context.root());
          assertThat(OpenCalls.isOpen()).isFalse();
        });
  }

  /** Every span that is no call asks when it ends, on the thread of a request. */
  @Test
  void whereNothingIsOpenNoThreadWaitsForAnother() throws Exception {
    Field field = OpenCalls.class.getDeclaredField("OPEN");
    field.setAccessible(true);
    Map<?, ?> open = (Map<?, ?>) field.get(null);
    open.clear();
    onOneThread(
        () -> {
          OpenCalls.begin(span("GET", request));
          OpenCalls.answered();
        });

    synchronized (open) {
      onOneThread(() -> OpenCalls.endFailedOf(request.getSpanContext()));
    }
  }
}
