// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Hands every call to the object of the driver, and what that throws to the caller, unchanged. As
 * thread-safe as that object is, and as serializable: a bean that is passivated may hold one.
 *
 * <p>Methods are told apart by name: the JDK's strings for them are one object each.
 */
abstract class Handler implements InvocationHandler, Serializable {

  private static final long serialVersionUID = 1L;

  final Object delegate;

  Handler(Object delegate) {
    this.delegate = delegate;
  }

  /** What all kinds of objects have in common; {@code invoke} does what one does differently. */
  final @Nullable Object common(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (args != null && args.length == 1 && args[0] != null) {
      switch (method.getName()) {
        case "isWrapperFor" -> {
          if (args[0] instanceof Class<?> type && (isMarker(type) || type.isInstance(delegate))) {
            return true;
          }
        }
        case "unwrap" -> {
          if (args[0] instanceof Class<?> type) {
            return unwrap(proxy, method, type);
          }
        }
        case "equals" -> {
          if (method.getDeclaringClass() == Object.class) {
            Handler other = Proxies.handler(args[0]);
            return proxy == args[0] || (other != null && delegate.equals(other.delegate));
          }
        }
        default -> {}
      }
    }
    return plain(method, args);
  }

  /** JDBC's own interfaces give the proxy, so that what comes out of it is traced, too. */
  private @Nullable Object unwrap(Object proxy, Method method, Class<?> type) throws Throwable {
    if (Proxies.isStandard(type) && type.isInstance(proxy)) {
      return proxy;
    }
    return type.isInstance(delegate) ? delegate : plain(method, new Object[] {type});
  }

  static boolean isMarker(Class<?> type) {
    return type.getName().equals(Traced.class.getName());
  }

  final @Nullable Object plain(Method method, @Nullable Object @Nullable [] args) throws Throwable {
    try {
      return method.invoke(delegate, args);
    } catch (InvocationTargetException wrapper) {
      Throwable thrown = wrapper.getCause();
      throw thrown == null ? wrapper : thrown;
    }
  }
}
