// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A task with interfaces of its own, which the executor asks for a name or a listener, that runs in
 * the context it was handed in with.
 */
final class CarriedTask implements InvocationHandler {

  private final Object task;
  private final Context context;

  CarriedTask(Object task, Context context) {
    this.task = task;
    this.context = context;
  }

  @Override
  @SuppressWarnings("try") // the scope is there to be closed
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (!method.getName().equals("run") && !method.getName().equals("call")) {
      return TracingExecutor.call(task, method, arguments);
    }
    try (Scope scope = context.makeCurrent()) {
      return TracingExecutor.call(task, method, arguments);
    }
  }
}
