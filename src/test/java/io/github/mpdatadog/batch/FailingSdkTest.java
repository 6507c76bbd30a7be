// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mpdatadog.FailingTelemetry;
import io.github.mpdatadog.privacy.Vocabulary;
import io.opentelemetry.context.Context;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.JobSecurityException;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the SDK throws, the artifact is called once, and the thread that looks ends. */
class FailingSdkTest {
  private static final String ALL = "io.github.mpdatadog.FailingTelemetry#all";

  private final Set<Thread> earlier = watchers().collect(Collectors.toSet());
  private final Transaction transaction = new Transaction();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile BatchStatus status = BatchStatus.STARTED;

  private static final class Transaction extends Chunks.Lookup {
    final Map<Object, Object> resources = new HashMap<>();
    final List<Synchronization> ends = new ArrayList<>();

    @Override
    TransactionSynchronizationRegistry transactions() {
      return answering(
          TransactionSynchronizationRegistry.class,
          (name, arguments) ->
              switch (name) {
                case "getTransactionKey" -> "key";
                case "getResource" -> resources.get(arguments[0]);
                case "putResource" -> resources.put(arguments[0], arguments[1]);
                default -> ends.add((Synchronization) arguments[0]);
              });
    }
  }

  private static <T> T answering(Class<T> type, BiFunction<String, Object[], Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.apply(method.getName(), arguments)));
  }

  private BatchTracing tracing(FailingTelemetry broken) {
    return new BatchTracing(
        broken.sdk(),
        new Vocabulary(),
        () ->
            answering(
                JobContext.class,
                (name, none) ->
                    switch (name) {
                      case "getExecutionId" -> 1L;
                      case "getBatchStatus" -> status;
                      default -> "nightly";
                    }),
        () ->
            answering(
                StepContext.class,
                (name, none) ->
                    switch (name) {
                      case "getStepExecutionId" -> 7L;
                      case "getBatchStatus" -> status;
                      default -> "load";
                    }),
        () ->
            answering(
                JobOperator.class,
                (name, none) -> {
                  throw new JobSecurityException("no role");
                }),
        transaction);
  }

  private String artifact() {
    calls.incrementAndGet();
    return "done";
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void theArtifactIsCalledOnceAndGivesWhatItWould(FailingTelemetry broken) throws Exception {
    BatchTracing tracing = tracing(broken);
    Object[] items = {List.of("Zephyrine")};

    assertThat(tracing.call("readItem", null, this::artifact)).isEqualTo("done");
    assertThat(tracing.call("writeItems", items, this::artifact)).isEqualTo("done");
    transaction.ends.forEach(end -> end.afterCompletion(Status.STATUS_ROLLEDBACK));
    transaction.resources.clear();
    assertThat(tracing.call("process", null, this::artifact)).isEqualTo("done");

    assertThat(calls).hasValue(3);
    assertThat(Context.current()).isSameAs(Context.root());
    tracing.stop("");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void whatItThrowsIsThrown(FailingTelemetry broken) {
    IllegalStateException thrown = new IllegalStateException("Zephyrine");
    BatchTracing tracing = tracing(broken);

    assertThatThrownBy(
            () ->
                tracing.call(
                    "process",
                    null,
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);
    tracing.stop("");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aJobWhoseSpanCannotBeEndedIsForgotten(FailingTelemetry broken) throws Exception {
    BatchTracing tracing = tracing(broken);
    tracing.call("process", null, this::artifact);
    boolean begun = isWatched();

    status = BatchStatus.FAILED;

    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (isWatched() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(isWatched()).isFalse();
    status = BatchStatus.STARTED;
    tracing.call("process", null, this::artifact);
    assertThat(isWatched()).as("the next job").isEqualTo(begun);
    tracing.stop("");
  }

  /** By this test's jobs: the thread of an earlier test's may not have ended yet. */
  private boolean isWatched() {
    return watchers().anyMatch(thread -> !earlier.contains(thread));
  }

  private static Stream<Thread> watchers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("mpdd-batch"));
  }
}
