// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedTask;
import jakarta.enterprise.concurrent.ManagedTaskListener;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The JDK's scheduler, behind the interface that a server has for it. */
class TracingExecutorTest {
  private static final ContextKey<String> TRACE = ContextKey.named("trace");

  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(1);
  private Object seen;
  private final ManagedScheduledExecutorService plain = managed();
  private final ManagedScheduledExecutorService executor =
      (ManagedScheduledExecutorService) TracingExecutor.wrap(plain);

  /** What Jakarta adds is answered here, all else by the JDK. */
  private ManagedScheduledExecutorService managed() {
    return (ManagedScheduledExecutorService)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ManagedScheduledExecutorService.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("supplyAsync")) {
                return CompletableFuture.supplyAsync((Supplier<?>) arguments[0], threads);
              }
              if (method.getName().equals("completedFuture")) {
                return CompletableFuture.completedFuture(arguments[0]);
              }
              if (arguments != null && method.getName().equals("submit")) {
                seen = arguments[0];
              }
              return TracingExecutor.call(threads, method, arguments);
            });
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static String trace() {
    return String.valueOf(Context.current().get(TRACE));
  }

  /** Within a trace. */
  @SuppressWarnings("try")
  private static <T> T traced(Callable<T> work) throws Exception {
    try (Scope scope = Context.current().with(TRACE, "ward").makeCurrent()) {
      return work.call();
    }
  }

  @Test
  void aSubmittedTaskSeesTheTraceOfItsCaller() throws Exception {
    assertThat(traced(() -> executor.submit(TracingExecutorTest::trace)).get()).isEqualTo("ward");
  }

  @Test
  void anExecutedTaskSeesIt() throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();

    traced(
        () -> {
          executor.execute(() -> result.complete(trace()));
          return null;
        });

    assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo("ward");
  }

  @Test
  void aSupplierSeesIt() throws Exception {
    assertThat(traced(() -> executor.supplyAsync(TracingExecutorTest::trace)).get())
        .isEqualTo("ward");
  }

  @Test
  void allOfACollectionSeeIt() throws Exception {
    Callable<String> task = TracingExecutorTest::trace;

    for (var result : traced(() -> executor.invokeAll(List.of(task, task)))) {
      assertThat(result.get()).isEqualTo("ward");
    }
  }

  @Test
  void aTaskThatIsScheduledOnceSeesIt() throws Exception {
    assertThat(
            traced(() -> executor.schedule(TracingExecutorTest::trace, 1, TimeUnit.MILLISECONDS))
                .get())
        .isEqualTo("ward");
  }

  /** The request that scheduled it is over when it runs. */
  @Test
  void aTaskThatRepeatsDoesNotSeeIt() throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();

    traced(
        () -> executor.scheduleAtFixedRate(() -> result.complete(trace()), 0, 1, TimeUnit.HOURS));

    assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo("null");
  }

  @Test
  void theThreadKeepsNothingOfTheTrace() throws Exception {
    traced(() -> executor.submit(TracingExecutorTest::trace)).get();

    assertThat(threads.submit(TracingExecutorTest::trace).get()).isEqualTo("null");
  }

  @Test
  void anArgumentThatIsNoTaskByTheMethodsSignatureStaysItself() throws Exception {
    Runnable value = () -> {};

    assertThat(traced(() -> executor.completedFuture(value)).get()).isSameAs(value);
  }

  @Test
  void aCollectionThatIsAResultStaysItself() throws Exception {
    List<String> value = List.of("ward");

    assertThat(traced(() -> executor.completedFuture(value)).get()).isSameAs(value);
  }

  private static final class Listening
      implements Callable<String>, ManagedTask, ManagedTaskListener {
    private final CompletableFuture<Object> told = new CompletableFuture<>();

    @Override
    public String call() {
      return trace();
    }

    @Override
    public ManagedTaskListener getManagedTaskListener() {
      return this;
    }

    @Override
    public Map<String, String> getExecutionProperties() {
      return Map.of();
    }

    @Override
    public void taskSubmitted(Future<?> future, ManagedExecutorService by, Object task) {
      told.complete(task);
    }

    @Override
    public void taskAborted(
        Future<?> future, ManagedExecutorService by, Object task, Throwable why) {}

    @Override
    public void taskDone(Future<?> future, ManagedExecutorService by, Object task, Throwable why) {}

    @Override
    public void taskStarting(Future<?> future, ManagedExecutorService by, Object task) {}
  }

  @Test
  void aListenerIsToldOfTheTaskThatTheApplicationMade() throws Exception {
    Listening task = new Listening();

    traced(() -> executor.submit((Callable<String>) task)).get();
    ((ManagedTask) seen).getManagedTaskListener().taskSubmitted(null, null, seen);

    assertThat(task.told.get(30, TimeUnit.SECONDS)).isSameAs(task);
    assertThat(seen).isEqualTo(seen).isEqualTo(task);
  }

  private static final class Named implements Callable<String>, ManagedTask {
    @Override
    public String call() {
      return trace();
    }

    @Override
    public ManagedTaskListener getManagedTaskListener() {
      return null;
    }

    @Override
    public Map<String, String> getExecutionProperties() {
      return new HashMap<>(Map.of("name", "rounds"));
    }
  }

  @Test
  void aManagedTaskSeesItAndStillTellsItsProperties() throws Exception {
    assertThat(traced(() -> executor.submit((Callable<String>) new Named())).get())
        .isEqualTo("ward");
    assertThat(((ManagedTask) seen).getExecutionProperties()).containsEntry("name", "rounds");
  }

  @Test
  void whatATaskThrowsArrives() {
    assertThatThrownBy(
            () ->
                executor
                    .submit(
                        (Callable<String>)
                            () -> {
                              throw new IllegalStateException("mine");
                            })
                    .get())
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("mine");
  }

  @Test
  void whatTheExecutorThrowsArrivesAsItIs() {
    threads.shutdown();

    assertThatThrownBy(() -> executor.submit(TracingExecutorTest::trace))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void nothingIsWrappedTwice() {
    assertThat(TracingExecutor.wrap(executor)).isSameAs(executor);
  }

  /** The JDK's own are the application's to wrap. */
  @Test
  void anExecutorThatIsNotManagedStaysItself() {
    ExecutorService own = threads;

    assertThat(TracingExecutor.wrap(own)).isSameAs(own);
  }

  @Test
  void itEqualsWrappersOfTheSameOnly() {
    assertThat(executor)
        .isEqualTo(executor)
        .isEqualTo(TracingExecutor.wrap(plain))
        .isNotEqualTo(TracingExecutor.wrap(managed()))
        .isNotEqualTo(plain);
    assertThat(executor.hashCode()).isEqualTo(plain.hashCode());
  }
}
