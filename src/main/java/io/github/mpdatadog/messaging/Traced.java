// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.XAConnectionFactory;
import java.io.Externalizable;
import java.io.Serializable;
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
 * it makes. This class passes calls on; those below it trace some of them. As serializable as that
 * object is: factories are, and a bean that is passivated may hold one.
 */
class Traced implements InvocationHandler, Serializable {

  private static final long serialVersionUID = 1L;
  private static final String API = "jakarta.jms.";

  final transient Object delegate;
  final transient MessageTracing tracing;

  /** Where receives are counted; null for what is made before there is a session. */
  private final transient @Nullable OwningSession session;

  Traced(Object delegate, MessageTracing tracing, @Nullable OwningSession session) {
    this.delegate = delegate;
    this.tracing = tracing;
    this.session = session;
  }

  /** The object itself where it is not one to be traced, or is already. */
  static Object traced(Object made, MessageTracing tracing, @Nullable OwningSession session) {
    InvocationHandler handler = behind(made) == null ? handler(made, tracing, session) : null;
    if (handler == null) {
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

  /** Null where the object is not one to be traced. */
  static @Nullable Traced handler(
      Object made, MessageTracing tracing, @Nullable OwningSession session) {
    if (made instanceof MessageProducer || made instanceof JMSProducer) {
      return new TracedProducer(made, tracing, session);
    } else if (made instanceof MessageConsumer || made instanceof JMSConsumer) {
      return new TracedConsumer(made, tracing, session);
    } else if (made instanceof Session || made instanceof JMSContext) {
      return new TracedSession(made, tracing, new OwningSession(made));
    } else if (made instanceof Connection
        || made instanceof ConnectionFactory
        || made instanceof XAConnectionFactory) {
      return new Traced(made, tracing, null);
    }
    return null;
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
    // No proxy that is Externalizable can be read back; all proxies are Serializable.
    boolean kept = open && !Externalizable.class.isAssignableFrom(type);
    if (kept && Modifier.isPublic(type.getModifiers())) {
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

  /** The provider's object, if this is a proxy made here; else null. */
  static @Nullable Object behind(@Nullable Object object) {
    if (object == null || !Proxy.isProxyClass(object.getClass())) {
      return null;
    }
    InvocationHandler handler = Proxy.getInvocationHandler(object);
    if (handler instanceof ReadBack readBack) {
      return readBack.delegate;
    }
    return handler instanceof Traced traced ? traced.delegate : null;
  }

  /** Written is what the provider made; the tracing is the application's that reads it. */
  final Object writeReplace() {
    return new ReadBack(delegate);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Object result = intercept(method, given(arguments));
    if (result == null || result instanceof Message) {
      return result; // a message is passed on as it is
    }
    if (result == delegate) {
      return proxy;
    }
    Object traced = traced(result, tracing, session);
    // A vendor's own method may promise a class, which no proxy is.
    return method.getReturnType().isInstance(traced) ? traced : result;
  }

  /** Never null. Where objects of ours would reach the provider, it is given its own. */
  static Object[] given(Object @Nullable [] arguments) {
    if (arguments == null) {
      return new Object[0];
    }
    Object[] given = arguments;
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i];
      Object own =
          argument instanceof ServerSessionPool pool
              ? new ProvidersSessions(pool)
              : behind(argument);
      if (own != null) {
        given = given == arguments ? arguments.clone() : given;
        given[i] = own;
      }
    }
    return given;
  }

  @Nullable Object intercept(Method method, Object[] arguments) throws Throwable {
    return call(method, arguments);
  }

  final @Nullable Object call(Method method, Object[] arguments) throws Throwable {
    return call(delegate, method, arguments);
  }

  static @Nullable Object call(Object delegate, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(delegate, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getTargetException();
    }
  }
}
