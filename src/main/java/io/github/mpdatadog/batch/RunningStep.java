// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.batch;

import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.StepContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step with what it knows of itself, for where nobody else tells. Its partitions have contexts of
 * their own; that of the last call is the one to ask. Not thread-safe.
 */
final class RunningStep {

  final WorkSpan span;
  private @Nullable StepContext context;
  private @Nullable Instant over;

  RunningStep(WorkSpan span) {
    this.span = span;
  }

  /** It is not over, whatever another partition has said. */
  void called(StepContext by) {
    context = by;
    over = null;
  }

  /** Notes the time if the context has ended since the last look. */
  void look() {
    BatchStatus status = context == null || over != null ? null : context.getBatchStatus();
    if (status != null && Spans.hasEnded(status)) {
      over = Instant.now();
    }
  }

  /** When it was seen to be over, else now. */
  void end() {
    span.end(over);
  }
}
