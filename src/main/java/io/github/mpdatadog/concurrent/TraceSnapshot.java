// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.concurrent.spi.ThreadContextRestorer;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;

/** The trace of one thread, to be put on others. Links OpenTelemetry and Jakarta Concurrency. */
final class TraceSnapshot implements ThreadContextSnapshot {

  private final Context context;

  private TraceSnapshot(Context context) {
    this.context = context;
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
    Scope scope = context.makeCurrent();
    return scope::close;
  }
}
