// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.Asynchronous;
import jakarta.ejb.Schedule;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.configurator.AnnotatedMethodConfigurator;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Which methods get an interceptor. The container refuses one around a final method. */
class ConcurrentExtensionTest {

  static class Base {
    protected final void log() {}

    void inherited() {}
  }

  @Asynchronous
  static class Mailer extends Base {
    void send() {}

    final void count() {}
  }

  static class Timers {
    @Schedule
    void tick() {}

    @Schedule
    final void tock() {}

    void other() {}
  }

  @Asynchronous
  static final class Closed {
    void send() {}
  }

  @jakarta.enterprise.concurrent.Asynchronous
  static class Moving {
    void run() {}

    private final void hidden() {}
  }

  @Test
  void allMethodsOfAnAsynchronousClassAreBoundButFinalOnes() {
    assertThat(bound(Mailer.class)).containsExactly("inherited", "send");
    assertThat(bound(Moving.class)).containsExactly("run");
  }

  @Test
  void timersAreBoundButFinalOnes() {
    assertThat(bound(Timers.class)).containsExactly("tick");
  }

  /** The container makes a subclass of what has interceptors. */
  @Test
  void nothingOfAFinalClassIsBound() {
    assertThat(bound(Closed.class)).isEmpty();
  }

  /** The names of the methods that the extension binds. */
  private static Set<String> bound(Class<?> type) {
    List<AnnotatedMethod<?>> methods = new ArrayList<>();
    for (Class<?> from = type; from != Object.class; from = from.getSuperclass()) {
      for (Method method : from.getDeclaredMethods()) {
        if (!method.isSynthetic()) { // as those of JaCoCo are
          methods.add(answering(AnnotatedMethod.class, (name, given) -> about(method, name)));
        }
      }
    }
    AnnotatedType<?> annotated =
        answering(
            AnnotatedType.class,
            (name, given) -> name.equals("getMethods") ? Set.copyOf(methods) : about(type, name));
    Set<String> bound = new TreeSet<>();
    AnnotatedTypeConfigurator<?> configurator =
        answering(
            AnnotatedTypeConfigurator.class,
            (name, filter) ->
                methods.stream().filter(filter).map(method -> configured(method, bound)));
    new ConcurrentExtension(true)
        .mark(
            answering(
                ProcessAnnotatedType.class,
                (name, given) -> name.equals("getAnnotatedType") ? annotated : configurator));
    return bound;
  }

  private static Object about(AnnotatedElement element, String asked) {
    return asked.equals("getAnnotations") ? Set.of(element.getAnnotations()) : element;
  }

  private static AnnotatedMethodConfigurator<?> configured(
      AnnotatedMethod<?> method, Set<String> bound) {
    return answering(
        AnnotatedMethodConfigurator.class,
        (name, given) -> {
          bound.add(method.getJavaMember().getName());
          return null;
        });
  }

  /** The container's part, by the name of what is asked and the first argument given. */
  @SuppressWarnings("unchecked")
  private static <T> T answering(
      Class<?> type, BiFunction<String, Predicate<Object>, Object> answers) {
    return (T)
        Proxy.newProxyInstance(
            ConcurrentExtensionTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  case "filterMethods" ->
                      answers.apply("filterMethods", (Predicate<Object>) arguments[0]);
                  default -> answers.apply(method.getName(), any -> true);
                });
  }
}
