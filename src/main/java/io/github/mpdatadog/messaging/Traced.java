// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.XAConnectionFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before an object of the provider, with all of its interfaces, and before everything that
 * it makes. This class passes calls on; those below it trace some of them.
 */
class Traced implements InvocationHandler {

  private static final String API = "jakarta.jms.";

  final Object delegate;
  final MessageTracing tracing;

  /** Where receives are counted; null for what is made before there is a session. */
  private final @Nullable OwningSession session;

  Traced(Object delegate, MessageTracing tracing, @Nullable OwningSession session) {
    this.delegate = delegate;
    this.tracing = tracing;
    this.session = session;
  }

  /** The object itself where it is not one to be traced, or is already. */
  static Object traced(Object made, MessageTracing tracing, @Nullable OwningSession session) {
    InvocationHandler handler;
    if (of(made) != null) {
      return made;
    } else if (made instanceof MessageProducer || made instanceof JMSProducer) {
      handler = new TracedProducer(made, tracing, session);
    } else if (made instanceof MessageConsumer || made instanceof JMSConsumer) {
      handler = new TracedConsumer(made, tracing, session);
    } else if (made instanceof Session || made instanceof JMSContext) {
      handler = new TracedSession(made, tracing, new OwningSession(made));
    } else if (made instanceof Connection
        || made instanceof ConnectionFactory
        || made instanceof XAConnectionFactory) {
      handler = new Traced(made, tracing, null);
    } else {
      return made;
    }
    Object proxy = proxy(made.getClass().getClassLoader(), interfaces(made), handler);
    if (proxy == null) {
      // An interface of a superclass may be hidden from the class itself; the standard ones are
      // not.
      Set<Class<?>> standard = interfaces(made);
      standard.removeIf(declared -> !declared.getName().startsWith(API));
      proxy = proxy(Traced.class.getClassLoader(), standard, handler);
    }
    return proxy == null ? made : proxy;
  }

  private static Set<Class<?>> interfaces(Object made) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> type = made.getClass(); type != null; type = type.getSuperclass()) {
      for (Class<?> declared : type.getInterfaces()) {
        collect(declared, all);
      }
    }
    return all;
  }

  /** With what it extends: a vendor's own interface may be one that no proxy can have. */
  private static void collect(Class<?> type, Set<Class<?>> all) {
    boolean open = type.getModule().isExported(type.getPackageName()) && !type.isSealed();
    if (open && Modifier.isPublic(type.getModifiers())) {
      all.add(type);
    }
    for (Class<?> extended : type.getInterfaces()) {
      collect(extended, all);
    }
  }

  private static @Nullable Object proxy(
      @Nullable ClassLoader loader, Set<Class<?>> interfaces, InvocationHandler handler) {
    try {
      return Proxy.newProxyInstance(loader, interfaces.toArray(Class<?>[]::new), handler);
    } catch (RuntimeException | LinkageError impossible) {
      return null;
    }
  }

  /** The handler of a proxy made here, else null. */
  static @Nullable Traced of(@Nullable Object object) {
    return object != null
            && Proxy.isProxyClass(object.getClass())
            && Proxy.getInvocationHandler(object) instanceof Traced traced
        ? traced
        : null;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Object[] given = arguments == null ? new Object[0] : arguments;
    Traced other = given.length == 1 ? of(given[0]) : null;
    if (other != null) {
      // equals, the one method that is ever given an object of ours
      given = new Object[] {other.delegate};
    }
    Object result = intercept(method, given);
    if (result == delegate) {
      return proxy;
    }
    Object traced = result == null ? null : traced(result, tracing, session);
    // A vendor's own method may promise a class, which no proxy is.
    return method.getReturnType().isInstance(traced) ? traced : result;
  }

  @Nullable Object intercept(Method method, Object[] arguments) throws Throwable {
    return call(method, arguments);
  }

  final @Nullable Object call(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(delegate, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getTargetException();
    }
  }
}
