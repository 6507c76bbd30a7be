// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import io.github.mpdatadog.telemetry.TaskContext;
import io.opentelemetry.context.Context;
import java.io.Externalizable;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A managed executor or context service whose tasks see the trace of the thread that handed them
 * in. Tasks that repeat do not: the request that scheduled them is over when they run.
 *
 * <p>Thread-safe as what it wraps, and as serializable: a bean that is passivated may hold one. A
 * proxy of interfaces, because those of Jakarta Concurrency may be hidden, and differ from version
 * to version.
 */
final class TracingExecutor implements InvocationHandler, Serializable {

  private static final long serialVersionUID = 1L;

  private static final Set<String> WRAPPED =
      Set.of(
          "jakarta.enterprise.concurrent.ManagedExecutorService",
          "jakarta.enterprise.concurrent.ContextService");

  /** Names of the only methods that take tasks in a collection; in others it may be a result. */
  private static final Set<String> ALL = Set.of("invokeAll", "invokeAny");

  private static final String MANAGED_TASK = "jakarta.enterprise.concurrent.ManagedTask";

  @SuppressWarnings("serial") // as serializable as it is
  private final Object executor;

  private TracingExecutor(Object executor) {
    this.executor = executor;
  }

  /** The wrapper, or the object itself where it is no managed executor. */
  static Object wrap(Object injected) {
    Set<Class<?>> interfaces = interfaces(injected.getClass());
    boolean managed = interfaces.stream().anyMatch(type -> WRAPPED.contains(type.getName()));
    if (!managed || behind(injected) != injected) {
      return injected;
    }
    return proxy(interfaces, injected.getClass(), new TracingExecutor(injected));
  }

  /** What is wrapped, or the object itself. */
  private static @Nullable Object behind(@Nullable Object object) {
    return object != null
            && Proxy.isProxyClass(object.getClass())
            && Proxy.getInvocationHandler(object) instanceof TracingExecutor wrapper
        ? wrapper.executor
        : object;
  }

  /** Of the class and its superclasses. */
  static Set<Class<?>> interfaces(Class<?> implementation) {
    Set<Class<?>> interfaces = new LinkedHashSet<>();
    for (Class<?> type = implementation; type != null; type = type.getSuperclass()) {
      collect(type, interfaces);
    }
    return interfaces;
  }

  private static void collect(Class<?> type, Set<Class<?>> interfaces) {
    for (Class<?> declared : type.getInterfaces()) {
      if (isStandard(declared)) {
        interfaces.add(declared);
      }
      collect(declared, interfaces);
    }
  }

  /**
   * Not the server's own: it would go around the proxy for what it knows as its own. Nor {@code
   * Externalizable}: no such proxy can be read back. MicroProfile's, since the server's executors
   * are executors of both kinds.
   */
  private static boolean isStandard(Class<?> type) {
    String name = type.getName();
    return name.startsWith("jakarta.")
        || name.startsWith("org.eclipse.microprofile.context.")
        || (name.startsWith("java.") && type != Externalizable.class);
  }

  static Object proxy(
      Set<Class<?>> interfaces, Class<?> implementation, InvocationHandler handler) {
    return Proxy.newProxyInstance(
        implementation.getClassLoader(), interfaces.toArray(Class<?>[]::new), handler);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("equals") && arguments != null) {
      return arguments[0] != executor && behind(arguments[0]) == executor;
    }
    Context context = TaskContext.of(Context.current());
    Object[] carried = arguments;
    if (arguments != null && carries(method)) {
      carried = arguments.clone();
      for (int i = 0; i < carried.length; i++) {
        carried[i] =
            carried[i] instanceof Collection<?> tasks && ALL.contains(method.getName())
                ? allCarried(tasks, context)
                : carried(method.getParameterTypes()[i], carried[i], context);
      }
      if (method.getName().equals("createContextualProxy")) {
        carried[0] = CarriedObject.of(arguments[0], arguments[arguments.length - 1], context);
      }
    }
    return traced(call(executor, method, carried), method, context);
  }

  /** What hands tasks in on its part; other results are the caller's. */
  private static @Nullable Object traced(@Nullable Object result, Method method, Context context) {
    return switch (method.getName()) {
      case "getContextService", "getThreadContext" -> result == null ? null : wrap(result);
      case "currentContextExecutor" ->
          result instanceof Executor captured
              ? (Executor) task -> captured.execute(context.wrap(task))
              : result;
      default -> result;
    };
  }

  /** {@code schedule} with a delay runs once; with a trigger it may go on for ever. */
  private static boolean carries(Method method) {
    String name = method.getName();
    if (name.equals("schedule")) {
      return method.getParameterTypes()[1] == long.class;
    }
    return !name.startsWith("schedule");
  }

  private static List<Object> allCarried(Collection<?> tasks, Context context) {
    List<Object> all = new ArrayList<>(tasks.size());
    for (Object task : tasks) {
      all.add(carried(Callable.class, task, context));
    }
    return all;
  }

  /** By the type of the parameter: an object may be a task of two kinds, or a mere result. */
  private static @Nullable Object carried(
      Class<?> parameter, @Nullable Object argument, Context context) {
    if (argument == null) {
      return null;
    }
    if (parameter == Runnable.class || parameter == Callable.class) {
      Set<Class<?>> interfaces = interfaces(argument.getClass());
      if (interfaces.stream().anyMatch(type -> type.getName().equals(MANAGED_TASK))) {
        return proxy(interfaces, argument.getClass(), new CarriedTask(argument, context));
      }
      return parameter == Runnable.class
          ? context.wrap((Runnable) argument)
          : context.wrap((Callable<?>) argument);
    }
    if (parameter == Supplier.class) {
      return context.wrapSupplier((Supplier<?>) argument);
    }
    if (parameter == Function.class) {
      return context.wrapFunction((Function<?, ?>) argument);
    }
    if (parameter == BiFunction.class) {
      return context.wrapFunction((BiFunction<?, ?, ?>) argument);
    }
    if (parameter == Consumer.class) {
      return context.wrapConsumer((Consumer<?>) argument);
    }
    if (parameter == BiConsumer.class) {
      return context.wrapConsumer((BiConsumer<?, ?>) argument);
    }
    return parameter == Flow.Subscriber.class || parameter == Flow.Processor.class
        ? CarriedObject.of(argument, parameter, context)
        : argument;
  }

  /** What the target throws is what the caller gets. */
  static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() == null ? thrown : thrown.getCause();
    }
  }
}
