// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.batch;

import io.github.mpdatadog.privacy.Vocabulary;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.Metric;
import jakarta.batch.runtime.StepExecution;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Begins and ends spans of jobs, steps and chunks. Stateless. */
record Spans(Tracer tracer, Vocabulary vocabulary) {

  private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("batch.operation");
  private static final AttributeKey<String> JOB = AttributeKey.stringKey("batch.job.name");
  private static final AttributeKey<String> STEP = AttributeKey.stringKey("batch.step.name");
  private static final AttributeKey<String> STATUS = AttributeKey.stringKey("batch.status");

  /** A job is a trace of its own: whoever started it is not waiting for it. */
  WorkSpan job(JobContext job) {
    return begin("job", null, job.getJobName(), null);
  }

  WorkSpan step(WorkSpan job, StepContext step) {
    return begin("step", job, job.job, step.getStepName());
  }

  WorkSpan chunk(WorkSpan step) {
    return begin("chunk", step, step.job, step.step);
  }

  /** The gate compares both names with those that the application's job XML declares. */
  private WorkSpan begin(
      String operation, @Nullable WorkSpan outer, @Nullable String job, @Nullable String step) {
    SpanBuilder span = tracer.spanBuilder(operation).setAttribute(OPERATION, operation);
    if (job != null) {
      span.setAttribute(JOB, job);
    }
    if (step != null) {
      span.setAttribute(STEP, step);
    }
    Context parent = outer == null ? Context.root() : outer.within(Context.root());
    return new WorkSpan(span.setParent(parent).startSpan(), outer, job, step);
  }

  static boolean hasEnded(BatchStatus status) {
    return switch (status) {
      case COMPLETED, FAILED, STOPPED, ABANDONED -> true;
      case STARTING, STARTED, STOPPING -> false;
    };
  }

  /** With the counts of its items, which for a batchlet are zero. */
  void end(WorkSpan work, StepExecution step) {
    for (Metric metric : step.getMetrics()) {
      if (metric.getValue() > 0) {
        String name = metric.getType().name().toLowerCase(Locale.ROOT);
        work.set(AttributeKey.longKey("batch." + name), metric.getValue());
      }
    }
    end(work, step.getBatchStatus(), step.getEndTime());
  }

  void end(WorkSpan work, BatchStatus status, @Nullable Date end) {
    work.set(STATUS, status.name());
    // The repository cuts times to milliseconds, but what is inside shall not end later.
    Instant time = end == null ? null : end.toInstant().plusMillis(1);
    work.end(status == BatchStatus.FAILED, time, vocabulary);
  }
}
