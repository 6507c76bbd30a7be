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
    switch (method.getName()) {
      case "run", "call" -> {
        try (Scope scope = context.makeCurrent()) {
          return TracingExecutor.call(task, method, arguments);
        }
      }
      case "equals" -> {
        return arguments != null && (proxy == arguments[0] || task.equals(arguments[0]));
      }
      case "getManagedTaskListener" -> {
        return listener(proxy, TracingExecutor.call(task, method, arguments));
      }
      default -> {
        return TracingExecutor.call(task, method, arguments);
      }
    }
  }

  /** Hands the application its own task. */
  private @Nullable Object listener(Object proxy, @Nullable Object listener) {
    if (listener == null) {
      return null;
    }
    InvocationHandler own =
        (unused, method, arguments) -> {
          Object[] seen = arguments == null ? new Object[0] : arguments.clone();
          for (int i = 0; i < seen.length; i++) {
            seen[i] = seen[i] == proxy ? task : seen[i];
          }
          return TracingExecutor.call(listener, method, seen);
        };
    return TracingExecutor.proxy(
        TracingExecutor.interfaces(listener.getClass()), listener.getClass(), own);
  }
}
