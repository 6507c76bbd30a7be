// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import io.github.mpdatadog.telemetry.TaskContext;
import io.opentelemetry.context.Context;
import jakarta.enterprise.concurrent.spi.ThreadContextRestorer;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;

/** The trace of one thread, to be put on others. Links OpenTelemetry and Jakarta Concurrency. */
final class TraceSnapshot implements ThreadContextSnapshot {

  private final Context context;

  private TraceSnapshot(Context context) {
    this.context = TaskContext.of(context);
  }

  static TraceSnapshot current() {
    return new TraceSnapshot(Context.current());
  }

  static TraceSnapshot cleared() {
    return new TraceSnapshot(Context.root());
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the executor ends what it began
  public ThreadContextRestorer begin() {
    return context.makeCurrent()::close;
  }
}
