// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks once more at the pipeline when the first span starts: a customizer that ran after ours may
 * have added to it. A span holds the processor that is really in use.
 *
 * <p>Thread-safe; costs a volatile read and a look into the context for every later span.
 */
final class PipelineWatch implements SpanProcessor {

  private static final String PROCESSOR = "spanProcessor";

  private final Gate gate;
  private final Account account;
  private final AtomicBoolean looked = new AtomicBoolean();

  PipelineWatch(Gate gate, Account account) {
    this.gate = gate;
    this.account = account;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    if (!looked.get() && looked.compareAndSet(false, true)) {
      List<String> unguarded = Pipeline.unguarded(span, PROCESSOR);
      if (!unguarded.isEmpty()) {
        gate.bypassed(unguarded);
      }
    }
    LiveProbe probe = LiveProbe.in(parent);
    if (probe != null) {
      probe.found(account, Pipeline.of(span, PROCESSOR));
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {}

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
