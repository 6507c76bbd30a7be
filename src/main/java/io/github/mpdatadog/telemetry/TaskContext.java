// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The context that a task is run in, on whatever thread: when it is over, so are the calls that it
 * made. What becomes current is the context itself. Immutable. Not an API.
 */
public final class TaskContext implements Context {

  private final Context context;

  private TaskContext(Context context) {
    this.context = context;
  }

  /** For a task that sees this context. */
  public static Context of(Context context) {
    return new TaskContext(context);
  }

  @Override
  public <V> @Nullable V get(ContextKey<V> key) {
    return context.get(key);
  }

  @Override
  public <V> Context with(ContextKey<V> key, V value) {
    return context.with(key, value);
  }

  @Override
  public Scope makeCurrent() {
    return OpenCalls.during(context);
  }
}
