// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.batch;

import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.telemetry.ServersTelemetry;
import io.github.mpdatadog.telemetry.TaskContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the span that the call of an artifact belongs to: of its chunk, else of its step, else of
 * its job. The first call in one of them begins its span. A bean, which is there exactly where jobs
 * are traced. Thread-safe.
 */
@Singleton
class BatchTracing {

  private static final String SCOPE = "io.github.mpdatadog.batch";

  /** After these, a step or a job may be over. */
  private static final Set<String> LAST =
      Set.of("process", "close", "afterStep", "afterPartitionedStepCompletion", "afterJob");

  private final Supplier<@Nullable JobContext> jobs;
  private final Supplier<@Nullable StepContext> steps;
  private final Executions executions;
  private final Chunks chunks;

  @Inject
  BatchTracing(@Any Instance<OpenTelemetry> openTelemetry, BeanManager beans) {
    this(
        ServersTelemetry.of(openTelemetry),
        Vocabulary.shared(),
        () -> current(beans, JobContext.class),
        () -> current(beans, StepContext.class),
        BatchRuntime::getJobOperator,
        new Chunks.Lookup());
  }

  BatchTracing(
      OpenTelemetry openTelemetry,
      Vocabulary vocabulary,
      Supplier<@Nullable JobContext> jobs,
      Supplier<@Nullable StepContext> steps,
      Supplier<JobOperator> operator,
      Chunks.Lookup transactions) {
    this.jobs = jobs;
    this.steps = steps;
    Spans spans = new Spans(openTelemetry.getTracer(SCOPE), vocabulary);
    executions = new Executions(spans, operator);
    chunks = new Chunks(spans, transactions);
  }

  /** What the container would inject on this thread; null outside of a job. */
  private static <T> @Nullable T current(BeanManager beans, Class<T> type) {
    Bean<?> bean = beans.resolve(beans.getBeans(type));
    if (bean == null) {
      return null;
    }
    CreationalContext<?> context = beans.createCreationalContext(bean);
    try {
      return type.cast(beans.getReference(bean, type, context));
    } finally {
      context.release();
    }
  }

  /** Of the application that calls; null where its jobs are not traced, or without CDI. */
  static @Nullable BatchTracing ofApplication() {
    try {
      Instance<BatchTracing> found = CDI.current().select(BatchTracing.class);
      return found.isResolvable() ? found.get() : null;
    } catch (RuntimeException | LinkageError none) {
      return null;
    }
  }

  /** Calls the artifact in the span that the call belongs to. */
  <T> T call(String method, @Nullable Object @Nullable [] arguments, Callable<T> artifact)
      throws Exception {
    WorkSpan work = enter(method);
    if (work == null) {
      return artifact.call();
    }
    if (arguments != null && arguments.length > 0) {
      work.given(method, arguments[0]);
    }
    Scope scope = TaskContext.of(work.within(Context.current())).makeCurrent();
    try {
      return artifact.call();
    } catch (Throwable failure) {
      work.thrown(failure);
      throw failure;
    } finally {
      scope.close();
      if (LAST.contains(method)) {
        executions.lookSoon();
      }
    }
  }

  private @Nullable WorkSpan enter(String method) {
    try {
      WorkSpan chunk = chunks.current();
      if (chunk != null) {
        return chunk;
      }
      JobContext job = jobs.get();
      if (job == null || Spans.hasEnded(job.getBatchStatus())) {
        // A pooled thread remembers the job that it was last used for.
        return null;
      }
      StepContext step = steps.get();
      if (step != null && Spans.hasEnded(step.getBatchStatus())) {
        step = null;
      }
      WorkSpan work = executions.of(job, step);
      return work == null || step == null ? work : chunks.begin(method, work);
    } catch (RuntimeException | LinkageError unexpected) {
      return null;
    }
  }

  /** Earlier than the SDK, which still has to send what ends here. */
  void stop(
      @Observes(notifyObserver = Reception.IF_EXISTS) @BeforeDestroyed(ApplicationScoped.class)
          Object application) {
    executions.stop();
  }
}
