// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mpdatadog.KeptSpans;
import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.telemetry.OpenCalls;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.JobSecurityException;
import jakarta.batch.operations.NoSuchJobExecutionException;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server is hard to bring to do. Jobs that run are traced in {@code BatchIT}. */
class BatchTracingTest {

  private final KeptSpans kept = new KeptSpans();
  private final OpenTelemetrySdk sdk = kept.sdk();

  private volatile BatchStatus status = BatchStatus.STARTED;
  private volatile BatchStatus stepStatus = BatchStatus.STARTED;
  private volatile boolean inJob = true;
  private volatile long unreadable;
  private long execution = 1;

  private final BatchTracing tracing =
      new BatchTracing(
          sdk,
          new Vocabulary(),
          () -> inJob ? job() : null,
          this::step,
          this::operator,
          new WithoutTransactions());

  @AfterEach
  void stop() {
    tracing.stop("");
    sdk.close();
  }

  private JobContext job() {
    long id = execution;
    return answering(
        JobContext.class,
        name ->
            switch (name) {
              case "getExecutionId" -> id;
              case "getBatchStatus" -> {
                if (Thread.currentThread().getName().equals("mpdd-batch")) {
                  jobLooks.incrementAndGet();
                  if (id == unreadable) {
                    throw new IllegalStateException("no context here");
                  }
                }
                yield status;
              }
              case "getJobName" -> "nightly";
              default -> throw new AssertionError(name + " is not ours to read");
            });
  }

  private StepContext step() {
    return answering(
        StepContext.class,
        name ->
            switch (name) {
              case "getStepExecutionId" -> 7L;
              case "getBatchStatus" -> stepStatus;
              case "getStepName" -> "load";
              default -> throw new AssertionError(name + " is not ours to read");
            });
  }

  private volatile RuntimeException refusal = new JobSecurityException("no role");
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger jobLooks = new AtomicInteger();

  /** The thread that looks has seen all there is to see now. */
  private Instant onceSeen() {
    int before = jobLooks.get();
    assertThat(soon(() -> jobLooks.get() > before + 1)).isTrue();
    return Instant.now();
  }

  private static Instant end(SpanData span) {
    return Instant.EPOCH.plusNanos(span.getEndEpochNanos());
  }

  private JobOperator operator() {
    return answering(
        JobOperator.class,
        name -> {
          looks.incrementAndGet();
          throw refusal;
        });
  }

  private interface Answers {
    Object to(String name);
  }

  private static <T> T answering(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.to(method.getName())));
  }

  /** One that is over already, as one that has timed out. */
  private static final class OverTransactions extends Chunks.Lookup {
    @Override
    TransactionSynchronizationRegistry transactions() {
      return answering(
          TransactionSynchronizationRegistry.class,
          name ->
              switch (name) {
                case "getTransactionKey" -> "key";
                case "registerInterposedSynchronization" -> throw new IllegalStateException();
                default -> null;
              });
    }
  }

  private static final class WithoutTransactions extends Chunks.Lookup {
    @Override
    TransactionSynchronizationRegistry transactions() {
      return null;
    }
  }

  private boolean callSeesASpan() throws Exception {
    return tracing.call("process", null, () -> Span.current().getSpanContext().isValid());
  }

  private static boolean soon(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return condition.getAsBoolean();
  }

  private static boolean isWatched() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("mpdd-batch"));
  }

  @Test
  void aCallOutsideOfAJobIsNotTraced() throws Exception {
    inJob = false;

    assertThat(callSeesASpan()).isFalse();
  }

  @Test
  void aThreadThatRemembersAJobThatHasEndedIsNotInIt() throws Exception {
    status = BatchStatus.COMPLETED;

    assertThat(callSeesASpan()).isFalse();
  }

  @Test
  void aTransactionThatTakesNoSynchronizationLeavesTheCallToTheStep() throws Exception {
    BatchTracing over =
        new BatchTracing(
            sdk, new Vocabulary(), this::job, this::step, this::operator, new OverTransactions());

    assertThat(over.call("readItem", null, () -> Span.current().getSpanContext().isValid()))
        .isTrue();
    over.stop("");
    assertThat(kept.ended()).extracting(SpanData::getName).containsExactly("step", "job");
  }

  @Test
  void whatEndedStepsLeaveToDoIsTheJobs() throws Exception {
    stepStatus = BatchStatus.COMPLETED;

    assertThat(callSeesASpan()).isTrue();
    tracing.stop("");
    assertThat(kept.ended()).extracting(SpanData::getName).containsExactly("job");
  }

  @Test
  void callsOfOneStepShareItsSpan() throws Exception {
    callSeesASpan();
    callSeesASpan();
    tracing.stop("");

    assertThat(kept.ended()).extracting(SpanData::getName).containsExactly("step", "job");
  }

  /** The step is ended by a thread that knows nothing of it. */
  @Test
  void aCallWithoutAnAnswerFailsWhenTheArtifactIsDone() throws Exception {
    Span call = sdk.getTracer("test").spanBuilder("GET").startSpan();

    tracing.call(
        "process",
        null,
        () -> {
          OpenCalls.begin(call);
          return "done";
        });

    assertThat(kept.ended()).extracting(SpanData::getName).containsExactly("GET");
    assertThat(kept.ended().get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void whatTheArtifactThrowsIsThrown() {
    IllegalStateException thrown = new IllegalStateException("Zephyrine");

    assertThatThrownBy(
            () ->
                tracing.call(
                    "process",
                    null,
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);
  }

  @Test
  void aFailureInHereLeavesTheCallAsItIs() throws Exception {
    BatchTracing broken =
        new BatchTracing(
            sdk,
            new Vocabulary(),
            () -> {
              throw new IllegalStateException();
            },
            this::step,
            this::operator,
            new WithoutTransactions());

    assertThat(broken.call("process", null, () -> "done")).isEqualTo("done");
  }

  @Test
  void withoutATellingOperatorAJobEndsByWhatItKnowsOfItself() throws Exception {
    assertThatThrownBy(
        () ->
            tracing.call(
                "process",
                null,
                () -> {
                  throw new ArithmeticException();
                }));
    status = BatchStatus.FAILED;

    assertThat(soon(() -> kept.ended().size() == 2)).isTrue();
    SpanData job = kept.ended().get(1);
    assertThat(job.getName()).isEqualTo("job");
    assertThat(job.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(job.getAttributes().asMap())
        .extractingByKey(io.opentelemetry.api.common.AttributeKey.stringKey("error.type"))
        .isEqualTo("java.lang.ArithmeticException");
  }

  @Test
  void withoutATellingOperatorAStepEndsWhenItsContextHas() throws Exception {
    callSeesASpan();
    stepStatus = BatchStatus.COMPLETED;
    Instant over = onceSeen();

    status = BatchStatus.COMPLETED;

    assertThat(soon(() -> kept.ended().size() == 2)).isTrue();
    assertThat(kept.ended().get(0).getName()).isEqualTo("step");
    assertThat(end(kept.ended().get(0))).isBefore(over);
    assertThat(end(kept.ended().get(1))).isAfter(over);
  }

  /** Partitions have contexts of their own, which are one step's. */
  @Test
  void withoutATellingOperatorAStepLastsUntilItsLastPartition() throws Exception {
    callSeesASpan();
    stepStatus = BatchStatus.COMPLETED;
    onceSeen();
    stepStatus = BatchStatus.STARTED;
    callSeesASpan();
    Instant going = onceSeen();

    status = BatchStatus.COMPLETED;

    assertThat(soon(() -> kept.ended().size() == 2)).isTrue();
    assertThat(kept.ended()).extracting(SpanData::getName).containsExactly("step", "job");
    assertThat(end(kept.ended().get(0))).isAfter(going);
  }

  /** A partition's context has ended long before its job has. */
  @Test
  void anOperatorThatCannotTellYetIsAskedAgain() throws Exception {
    refusal = new ConcurrentModificationException();
    callSeesASpan();
    status = BatchStatus.COMPLETED;
    tracing.call("close", null, () -> null);

    assertThat(soon(() -> looks.get() > 2)).isTrue();
    assertThat(kept.ended()).isEmpty();
  }

  /** Nobody will ever tell of it, and a thousand of them would leave no room for others. */
  @Test
  void aJobThatWasPurgedEndsByWhatItKnowsOfItself() throws Exception {
    refusal = new NoSuchJobExecutionException();
    callSeesASpan();
    assertThat(soon(() -> looks.get() > 1)).isTrue();
    assertThat(kept.ended()).isEmpty();

    status = BatchStatus.COMPLETED;

    assertThat(soon(() -> kept.ended().size() == 2)).isTrue();
  }

  /** The context of another job's thread may be out of reach for the one that looks. */
  @Test
  void aJobThatCannotBeLookedAtKeepsNoOtherFromEnding() throws Exception {
    unreadable = execution;
    callSeesASpan();
    assertThat(soon(() -> jobLooks.get() > 0)).isTrue();
    execution = 2;
    callSeesASpan();

    status = BatchStatus.COMPLETED;

    assertThat(soon(() -> kept.ended(span -> span.getName().equals("job")).size() == 1)).isTrue();
  }

  @Test
  void theThreadThatLooksLivesAsLongAsThereAreJobs() throws Exception {
    callSeesASpan();
    assertThat(isWatched()).isTrue();

    status = BatchStatus.COMPLETED;

    assertThat(soon(() -> !isWatched())).isTrue();
    execution = 2;
    status = BatchStatus.STARTED;
    callSeesASpan();
    assertThat(isWatched()).isTrue();
    tracing.stop("");
    assertThat(soon(() -> !isWatched())).isTrue();
  }

  @Test
  void oneJobTooManyIsNotTraced() throws Exception {
    for (execution = 1; execution <= 1_000; execution++) {
      assertThat(callSeesASpan()).isTrue();
    }

    assertThat(callSeesASpan()).isFalse();
  }

  @Test
  void afterItsStopNothingIsTraced() throws Exception {
    callSeesASpan();
    tracing.stop("");

    assertThat(callSeesASpan()).isFalse();
    assertThat(kept.ended()).hasSize(2);
  }

  @Test
  void theSizeOfWhatIsWrittenIsToldButNotTheItems() throws Exception {
    tracing.call("writeItems", new Object[] {List.of("Zephyrine", "Ambroz")}, () -> "");
    tracing.stop("");

    assertThat(kept.ended().toString()).contains("batch.write_count=2").doesNotContain("Zephyrine");
  }
}
