// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static java.util.logging.Level.FINE;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What sends the requests of a RESTEasy client, the server's only implementation. No filter hears
 * of a connection that failed, and no API tells whether redirects are followed, so the engine is
 * asked and, once for each client, replaced by one that ends the spans of failures.
 *
 * <p>Works by reflection, since RESTEasy is hidden from applications. A layout that is not
 * understood costs the spans of failed calls, and the trace headers.
 */
final class ClientEngine implements InvocationHandler {

  private static final Logger LOG = Logger.getLogger(ClientEngine.class.getName());

  private final Object engine;

  private ClientEngine(Object engine) {
    this.engine = engine;
  }

  /** True where it cannot be told. */
  static boolean followsRedirects(Object client) {
    try {
      Object engine = engineOf(client);
      return engine == null || (boolean) call(engine, "isFollowRedirects");
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      return true;
    }
  }

  static void watch(Object client) {
    try {
      Object engine = engineOf(client);
      if (engine != null && !Proxy.isProxyClass(engine.getClass())) {
        replace(client, engine, watched(engine));
      }
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      LOG.log(FINE, "Calls that fail will be missing", unknown.getClass());
    }
  }

  private static @Nullable Object engineOf(Object client) throws ReflectiveOperationException {
    return call(client, "httpEngine");
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }

  private static Object watched(Object engine) {
    Set<Class<?>> interfaces = new LinkedHashSet<>();
    for (Class<?> type = engine.getClass(); type != null; type = type.getSuperclass()) {
      interfaces.addAll(Set.of(type.getInterfaces()));
    }
    return Proxy.newProxyInstance(
        engine.getClass().getClassLoader(),
        interfaces.toArray(Class<?>[]::new),
        new ClientEngine(engine));
  }

  /** Wherever the client keeps it: in a field, or in a reference that is filled later. */
  private static void replace(Object client, Object engine, Object watched)
      throws ReflectiveOperationException {
    for (Class<?> type = client.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals("httpEngine")) {
          field.setAccessible(true);
          Object held = field.get(client);
          if (held == engine) {
            field.set(client, watched);
          } else if (held instanceof AtomicReference<?> reference) {
            @SuppressWarnings("unchecked")
            var engines = (AtomicReference<Object>) reference;
            engines.compareAndSet(engine, watched);
          }
        }
      }
    }
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(engine, arguments);
    } catch (InvocationTargetException thrown) {
      Throwable failure = thrown.getCause() == null ? thrown : thrown.getCause();
      if (method.getName().equals("invoke") && arguments != null && arguments.length == 1) {
        failed(arguments[0], failure);
      }
      throw failure;
    }
  }

  private static void failed(Object invocation, Throwable failure) {
    try {
      Map<?, ?> properties = (Map<?, ?>) call(invocation, "getMutableProperties");
      if (properties.remove(OutgoingCalls.SPAN_CONTEXT) instanceof Context context) {
        // The outer exception only says that a request failed.
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        FailedRequest.end(Span.fromContext(context), cause);
      }
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      LOG.log(FINE, "A call that failed is missing", unknown.getClass());
    }
  }
}
