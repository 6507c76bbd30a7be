// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import static io.github.mpdatadog.privacy.Vocabulary.Kind.SPAN_OF_METHOD;
import static java.lang.reflect.Modifier.isFinal;

import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.config.Visibility;
import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.telemetry.InjectedObjects;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessInjectionTarget;
import jakarta.enterprise.util.AnnotationLiteral;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;

/**
 * Puts wrappers that carry the trace around the executors that an application has injected, and
 * interceptors around the methods that the server runs on threads of its own. Names annotations as
 * text, since their APIs may be hidden. Called by the server.
 */
public final class ConcurrentExtension implements Extension {

  private static final String CONCURRENT = "jakarta.enterprise.concurrent.";
  private static final String ASYNCHRONOUS = CONCURRENT + "Asynchronous";

  private static final Set<String> MOVED =
      Set.of(ASYNCHRONOUS, "org.eclipse.microprofile.faulttolerance.Asynchronous");

  /** By the container's own doing, or, for asynchronous methods, on a thread that tells no more. */
  private static final Set<String> CALLED =
      Set.of(
          "jakarta.ejb.Asynchronous",
          "jakarta.ejb.Schedule",
          "jakarta.ejb.Schedules",
          "jakarta.ejb.Timeout");

  private boolean enabled;

  /** For the service loader. */
  public ConcurrentExtension() {}

  ConcurrentExtension(boolean enabled) {
    this.enabled = enabled;
  }

  void start(@Observes BeforeBeanDiscovery discovery) {
    enabled = Visibility.ofOpenTelemetry() && SettingsReader.current().enabled();
    if (enabled) {
      Interceptors.add(discovery);
    }
  }

  <X> void mark(@Observes ProcessAnnotatedType<X> event) {
    if (enabled && !isFinal(event.getAnnotatedType().getJavaClass().getModifiers())) {
      boolean all = has(event.getAnnotatedType(), MOVED);
      boolean called = has(event.getAnnotatedType(), CALLED);
      for (AnnotatedMethod<? super X> method : event.getAnnotatedType().getMethods()) {
        // The container refuses an application with an interceptor around a final method.
        if (!isFinal(method.getJavaMember().getModifiers())) {
          mark(event, method, all || has(method, MOVED), called || has(method, CALLED));
        }
      }
    }
  }

  private <X> void mark(
      ProcessAnnotatedType<X> event,
      AnnotatedMethod<? super X> method,
      boolean moved,
      boolean called) {
    Method member = method.getJavaMember();
    boolean repeats = method.getAnnotations().stream().anyMatch(ConcurrentExtension::repeats);
    if (repeats) {
      add(event, member, new Repeated());
    } else if (moved) {
      add(event, member, new Moved());
    }
    if (called) {
      add(event, member, new Called());
    }
    if (repeats || called) {
      String name = member.getDeclaringClass().getSimpleName();
      Vocabulary.shared().add(this, SPAN_OF_METHOD, List.of(name + "." + member.getName()));
    }
  }

  private static boolean has(Annotated annotated, Set<String> names) {
    for (Annotation annotation : annotated.getAnnotations()) {
      if (names.contains(annotation.annotationType().getName())) {
        return true;
      }
    }
    return false;
  }

  /** By the schedule that Jakarta Concurrency 3.1 added to what this library is compiled for. */
  private static boolean repeats(Annotation annotation) {
    try {
      return annotation.annotationType().getName().equals(ASYNCHRONOUS)
          && annotation.annotationType().getMethod("runAt").invoke(annotation)
              instanceof Object[] schedules
          && schedules.length > 0;
    } catch (ReflectiveOperationException older) {
      return false;
    }
  }

  private static <X> void add(ProcessAnnotatedType<X> event, Method method, Annotation binding) {
    event
        .configureAnnotatedType()
        .filterMethods(candidate -> candidate.getJavaMember().equals(method))
        .forEach(configured -> configured.add(binding));
  }

  <X> void wrapExecutors(@Observes ProcessInjectionTarget<X> event) {
    if (enabled) {
      InjectedObjects.wrap(event, ConcurrentExtension::isExecutor, TracingExecutor::wrap);
    }
  }

  private static boolean isExecutor(Class<?> type) {
    String name = type.getName();
    return name.startsWith(CONCURRENT)
        || name.equals("java.util.concurrent.Executor")
        || name.equals("java.util.concurrent.ExecutorService")
        || name.equals("java.util.concurrent.ScheduledExecutorService");
  }

  private static final class Moved extends AnnotationLiteral<Asynchronously>
      implements Asynchronously {}

  private static final class Called extends AnnotationLiteral<OnItsOwn> implements OnItsOwn {}

  private static final class Repeated extends AnnotationLiteral<Repeatedly> implements Repeatedly {}

  /** Apart, because they link OpenTelemetry. */
  private static final class Interceptors {

    static void add(BeforeBeanDiscovery discovery) {
      for (Class<?> type :
          List.of(
              Handover.BeforeConcurrency.class,
              Handover.AfterConcurrency.class,
              Handover.BeforeFaultTolerance.class,
              Handover.AfterFaultTolerance.class,
              OwnTrace.class,
              OwnTrace.OfEachRun.class)) {
        discovery.addAnnotatedType(type, type.getName());
      }
    }

    private Interceptors() {}
  }
}
