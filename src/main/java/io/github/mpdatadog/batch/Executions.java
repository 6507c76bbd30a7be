// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.batch;

import static java.util.logging.Level.FINE;

import io.opentelemetry.api.common.AttributeKey;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.JobSecurityException;
import jakarta.batch.operations.NoSuchJobExecutionException;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.StepExecution;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The executions of jobs that are running, with their steps. No artifact is told when they end, so
 * the job operator is asked, on a thread that lives while there are any: shortly after a call that
 * may have been a last one, then less and less often. It knows when they ended, and how.
 *
 * <p>Thread-safe; holds a bounded number of executions, and none that has ended.
 */
final class Executions implements Runnable {

  /** Beyond it a job is not traced. */
  private static final int MOST = 1_000;

  private static final Logger LOG = Logger.getLogger(Executions.class.getName());

  private static final AttributeKey<Long> COUNT = AttributeKey.longKey("batch.execution_count");

  private static final long SOON_MILLIS = 50;
  private static final long LATE_MILLIS = TimeUnit.SECONDS.toMillis(5);

  private final Spans spans;
  private final Supplier<JobOperator> operator;
  private final Map<Long, Execution> running = new LinkedHashMap<>();
  private volatile @Nullable JobOperator asked;
  private boolean watched;
  private boolean stopped;
  private long delay = SOON_MILLIS;

  private record Execution(JobContext context, WorkSpan job, Map<Long, RunningStep> steps) {}

  Executions(Spans spans, Supplier<JobOperator> operator) {
    this.spans = spans;
    this.operator = operator;
  }

  /** The span of the step, else of the job, begun if it is new; null for one job too many. */
  synchronized @Nullable WorkSpan of(JobContext context, @Nullable StepContext step) {
    Execution execution = running.get(context.getExecutionId());
    if (execution == null) {
      if (stopped || running.size() >= MOST) {
        return null;
      }
      if (asked == null) {
        asked = operator.get();
      }
      execution = new Execution(context, spans.job(context), new HashMap<>());
      running.put(context.getExecutionId(), execution);
      watch();
    }
    if (step == null) {
      return execution.job;
    }
    RunningStep known = execution.steps.get(step.getStepExecutionId());
    if (known == null) {
      known = new RunningStep(spans.step(execution.job, step));
      execution.steps.put(step.getStepExecutionId(), known);
      // The step before it is over.
      lookSoon();
    }
    known.called(step);
    return known.span;
  }

  private void watch() {
    if (!watched) {
      Thread thread = new Thread(null, this, "mpdd-batch", 0, false);
      thread.setDaemon(true);
      // An inherited one would keep an application that is undeployed meanwhile.
      thread.setContextClassLoader(null);
      thread.start();
      watched = true;
    }
  }

  synchronized void lookSoon() {
    delay = SOON_MILLIS;
    notifyAll();
  }

  @Override
  public void run() {
    try {
      for (List<Long> ids = next(); !ids.isEmpty(); ids = next()) {
        // After a call the container has a little to do; and many calls are to cause one look.
        TimeUnit.MILLISECONDS.sleep(SOON_MILLIS);
        ids.forEach(this::look);
      }
    } catch (InterruptedException notByUs) {
      stop();
    }
  }

  /** Waits for the time of the next look; gives nothing more to look at when none is running. */
  @SuppressWarnings("WaitNotInLoop") // a look too early does no harm
  private synchronized List<Long> next() throws InterruptedException {
    if (!running.isEmpty()) {
      wait(delay);
    }
    delay = Math.min(2 * delay, LATE_MILLIS);
    watched = !running.isEmpty();
    return List.copyOf(running.keySet());
  }

  /**
   * What one job does not tell ends no look at others. The repository in memory, for one, fails who
   * reads it while it is written; the next look will tell.
   */
  private void look(long id) {
    try {
      ask(id);
    } catch (RuntimeException | LinkageError untold) {
      LOG.log(FINE, "No news of a job: {0}", untold.getClass());
    }
  }

  /** Not under the lock: the operator may have to ask a database. */
  private void ask(long id) {
    JobOperator known = asked;
    if (known == null) {
      endedUntold(id);
      return;
    }
    try {
      JobExecution job = known.getJobExecution(id);
      BatchStatus status = job.getBatchStatus();
      List<StepExecution> steps = known.getStepExecutions(id);
      int count = Spans.hasEnded(status) ? count(known, id) : 0;
      ended(id, job, status, steps, count);
    } catch (NoSuchJobExecutionException purged) {
      endedUntold(id);
    } catch (JobSecurityException | LinkageError refused) {
      // The server may tell users in a role only: it is not asked again until another job begins.
      asked = null;
      endedUntold(id);
    }
  }

  /** How many executions this job has had by then: more than one is a restart. */
  private static int count(JobOperator operator, long id) {
    int count = 0;
    for (JobExecution each : operator.getJobExecutions(operator.getJobInstance(id))) {
      count += each.getExecutionId() <= id ? 1 : 0;
    }
    return count;
  }

  private synchronized void ended(
      long id, JobExecution job, BatchStatus status, List<StepExecution> all, int count) {
    Execution execution = running.get(id);
    if (execution == null) {
      return;
    }
    for (StepExecution step : all) {
      if (Spans.hasEnded(step.getBatchStatus())) {
        RunningStep ended = execution.steps.remove(step.getStepExecutionId());
        if (ended != null) {
          spans.end(ended.span, step);
        }
      }
    }
    if (Spans.hasEnded(status)) {
      if (count > 1) {
        execution.job.set(COUNT, (long) count);
      }
      endSteps(execution);
      spans.end(execution.job, status, job.getEndTime());
      running.remove(id);
    }
  }

  /** By what job and steps know of themselves, which is no time: that of the look. */
  private synchronized void endedUntold(long id) {
    Execution execution = running.get(id);
    if (execution == null) {
      return;
    }
    execution.steps.values().forEach(RunningStep::look);
    BatchStatus status = execution.context.getBatchStatus();
    if (status != null && Spans.hasEnded(status)) {
      endSteps(execution);
      spans.end(execution.job, status, null);
      running.remove(id);
    }
  }

  private static void endSteps(Execution execution) {
    execution.steps.values().forEach(RunningStep::end);
    execution.steps.clear();
  }

  synchronized void stop() {
    stopped = true;
    for (Execution execution : running.values()) {
      endSteps(execution);
      execution.job.end(null);
    }
    running.clear();
    notifyAll();
  }
}
