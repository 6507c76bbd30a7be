// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An object of the application whose methods run in the context it was handed in with. */
final class CarriedObject implements InvocationHandler {

  private final Object object;
  private final Context context;

  private CarriedObject(Object object, Context context) {
    this.object = object;
    this.context = context;
  }

  /**
   * The object itself where it does not have all of the interfaces, which the server tells, and
   * where it could be written and read where nobody knows this class.
   *
   * @param interfaces a class, or an array of them
   */
  static @Nullable Object of(
      @Nullable Object object, @Nullable Object interfaces, Context context) {
    Class<?>[] types =
        interfaces instanceof Class<?> one
            ? new Class<?>[] {one}
            : interfaces instanceof Class<?>[] several ? several : new Class<?>[0];
    if (object == null
        || object instanceof Serializable
        || types.length == 0
        || !Arrays.stream(types).allMatch(type -> type != null && type.isInstance(object))) {
      return object;
    }
    try {
      return Proxy.newProxyInstance(
          object.getClass().getClassLoader(), types, new CarriedObject(object, context));
    } catch (IllegalArgumentException impossible) {
      return object;
    }
  }

  @Override
  @SuppressWarnings("try") // the scope is there to be closed
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return TracingExecutor.call(object, method, arguments);
    }
    try (Scope scope = context.makeCurrent()) {
      return TracingExecutor.call(object, method, arguments);
    }
  }
}
