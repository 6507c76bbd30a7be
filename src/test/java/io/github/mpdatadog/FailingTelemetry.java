// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** An OpenTelemetry of which one part throws whenever it is called; the others do nothing. */
public record FailingTelemetry(Part part, Throwable failure) {

  private static final Set<String> MADE_CURRENT = Set.of("makeCurrent", "storeInContext");

  /** What throws. */
  public enum Part {
    TRACER,
    BUILDER,
    SPAN,
    PROPAGATOR
  }

  /** Each part, with each kind of failure that a broken or a half hidden SDK has. */
  public static Stream<FailingTelemetry> all() {
    List<FailingTelemetry> all = new ArrayList<>();
    for (Part part : Part.values()) {
      all.add(new FailingTelemetry(part, new IllegalStateException("SDK closed")));
      all.add(new FailingTelemetry(part, new NoClassDefFoundError("io/opentelemetry/api/Gone")));
    }
    return all.stream();
  }

  /** The SDK. */
  public OpenTelemetry sdk() {
    return new OpenTelemetry() {
      @Override
      public TracerProvider getTracerProvider() {
        return new TracerProvider() {
          @Override
          public Tracer get(String scope) {
            return made(Tracer.class, Part.TRACER);
          }

          @Override
          public Tracer get(String scope, String version) {
            return get(scope);
          }
        };
      }

      @Override
      public ContextPropagators getPropagators() {
        return ContextPropagators.create(made(TextMapPropagator.class, Part.PROPAGATOR));
      }
    };
  }

  /** Makes a span current of which nothing works. */
  public static Scope current(Throwable failure) {
    Span broken =
        (Span)
            Proxy.newProxyInstance(
                Span.class.getClassLoader(),
                new Class<?>[] {Span.class},
                (proxy, method, arguments) -> {
                  if (MADE_CURRENT.contains(method.getName())) {
                    return InvocationHandler.invokeDefault(proxy, method, arguments);
                  }
                  throw failure;
                });
    return broken.makeCurrent();
  }

  private <T> T made(Class<T> type, Part as) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer(proxy, method, arguments, as)));
  }

  private Object answer(Object proxy, Method method, Object[] arguments, Part as) throws Throwable {
    if (as == part) {
      throw failure;
    }
    return switch (method.getName()) {
      case "spanBuilder" -> made(SpanBuilder.class, Part.BUILDER);
      case "startSpan" -> part == Part.SPAN ? made(Span.class, Part.SPAN) : Span.getInvalid();
      case "extract" -> arguments[0];
      case "fields" -> List.of();
      default -> method.getReturnType().isInstance(proxy) ? proxy : null;
    };
  }

  @Override
  public String toString() {
    return part + " throws " + failure.getClass().getSimpleName();
  }
}
