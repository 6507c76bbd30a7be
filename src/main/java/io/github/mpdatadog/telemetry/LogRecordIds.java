// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static java.util.logging.Level.FINE;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Logger;

/**
 * Has Open Liberty add the ids of the current span to its JSON log records, as {@code
 * ext_dd.trace_id} (32 hex digits) and {@code ext_dd.span_id} (decimal), which is how Datadog joins
 * logs and traces. By reflection, since the API is Liberty's and in no repository.
 *
 * <p>One extension of a name serves the whole server, and any application's will do: which span is
 * current does not depend on who asks. The server holds it weakly, so this object keeps it.
 * Thread-safe.
 */
final class LogRecordIds {

  private static final String CONTEXT = "com.ibm.websphere.logging.hpel.LogRecordContext";
  private static final Logger LOG = Logger.getLogger(LogRecordIds.class.getName());

  /** By name. One may be free already while who had both before still has the other. */
  private final Map<String, Object> registered = new LinkedHashMap<>();

  private boolean stopped;

  /**
   * Does nothing on other servers, where this application or another one has registered already,
   * and when it has stopped. Asked again and again, it takes the place of one that stops.
   */
  synchronized void register() {
    if (stopped) {
      return;
    }
    register("dd.trace_id", SpanContext::getTraceId);
    register(
        "dd.span_id", span -> Long.toUnsignedString(Long.parseUnsignedLong(span.getSpanId(), 16)));
  }

  private void register(String name, Function<SpanContext, String> id) {
    if (registered.containsKey(name)) {
      return;
    }
    try {
      Class<?> context = context();
      Class<?> type = Class.forName(CONTEXT + "$Extension", false, context.getClassLoader());
      Object proxy =
          Proxy.newProxyInstance(
              LogRecordIds.class.getClassLoader(), new Class<?>[] {type}, value(id));
      context.getMethod("registerExtension", String.class, type).invoke(null, name, proxy);
      registered.put(name, proxy);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError unavailable) {
      LOG.log(FINE, "No ids in log records: {0}", unavailable.getClass());
    }
  }

  /** Called by the server for each record; an exception would reach who logs. */
  private static InvocationHandler value(Function<SpanContext, String> id) {
    return (proxy, method, arguments) ->
        switch (method.getName()) {
          case "getValue" -> {
            SpanContext span = Span.current().getSpanContext();
            yield span.isValid() ? id.apply(span) : null;
          }
          case "equals" -> proxy == arguments[0];
          case "hashCode" -> System.identityHashCode(proxy);
          default -> LogRecordIds.class.getSimpleName();
        };
  }

  /** For good: another application may register. */
  synchronized void unregister() {
    stopped = true;
    for (String name : registered.keySet()) {
      try {
        Method unregister = context().getMethod("unregisterExtension", String.class);
        unregister.invoke(null, name);
      } catch (ReflectiveOperationException | RuntimeException | LinkageError unavailable) {
        LOG.log(FINE, "No ids in log records: {0}", unavailable.getClass());
      }
    }
    registered.clear();
  }

  private static Class<?> context() throws ClassNotFoundException {
    return Class.forName(CONTEXT, true, LogRecordIds.class.getClassLoader());
  }
}
