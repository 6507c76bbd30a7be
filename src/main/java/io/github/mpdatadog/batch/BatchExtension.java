// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.batch;

import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.config.Visibility;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.util.AnnotationLiteral;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts an interceptor around every method by which the container calls a batch artifact that is a
 * bean. Links neither Batch nor OpenTelemetry: each may be hidden from the application. Called by
 * the server.
 */
public final class BatchExtension implements Extension {

  private static final String ARTIFACTS = "jakarta.batch.api.";

  private static final Set<String> NO_BEANS =
      Set.of("jakarta.decorator.Decorator", "jakarta.interceptor.Interceptor");

  private boolean enabled;

  /** For the service loader. */
  public BatchExtension() {}

  void addBeans(@Observes BeforeBeanDiscovery discovery) {
    if (Visibility.ofOpenTelemetry() && Visibility.ofBatch()) {
      DatadogSettings settings = SettingsReader.current();
      enabled = settings.enabled() && settings.integrations().batch();
    }
    if (enabled) {
      add(discovery, BatchTracing.class);
      add(discovery, ArtifactInterceptor.class);
      add(discovery, TracingListener.class);
    }
  }

  private static void add(BeforeBeanDiscovery discovery, Class<?> type) {
    discovery.addAnnotatedType(type, type.getName());
  }

  <X> void bind(@Observes ProcessAnnotatedType<X> event) {
    AnnotatedType<X> type = event.getAnnotatedType();
    if (enabled && isInterceptable(type)) {
      for (AnnotatedMethod<? super X> method : type.getMethods()) {
        Method member = method.getJavaMember();
        if (!Modifier.isFinal(member.getModifiers()) && isCalled(member, type.getJavaClass())) {
          event
              .configureAnnotatedType()
              .filterMethods(candidate -> candidate.getJavaMember().equals(member))
              .forEach(configured -> configured.add(new Bound()));
        }
      }
    }
  }

  /** Binding an interceptor to any other class could keep the application from starting. */
  private static boolean isInterceptable(AnnotatedType<?> bean) {
    Class<?> type = bean.getJavaClass();
    int modifiers = type.getModifiers();
    if (Modifier.isFinal(modifiers) || Modifier.isAbstract(modifiers) || type.isSealed()) {
      return false;
    }
    for (Annotation annotation : bean.getAnnotations()) {
      if (NO_BEANS.contains(annotation.annotationType().getName())) {
        return false;
      }
    }
    try {
      return !Modifier.isPrivate(type.getDeclaredConstructor().getModifiers());
    } catch (NoSuchMethodException | LinkageError none) {
      return false;
    }
  }

  /** Whether an interface of Jakarta Batch declares it; {@code stop} comes from outside the job. */
  private static boolean isCalled(Method method, @Nullable Class<?> type) {
    if (type == null || method.getName().equals("stop")) {
      return false;
    }
    if (type.isInterface() && type.getName().startsWith(ARTIFACTS)) {
      return Arrays.stream(type.getMethods()).anyMatch(declared -> isSame(declared, method));
    }
    return isCalled(method, type.getSuperclass())
        || Arrays.stream(type.getInterfaces()).anyMatch(above -> isCalled(method, above));
  }

  private static boolean isSame(Method declared, Method method) {
    return declared.getName().equals(method.getName())
        && Arrays.equals(declared.getParameterTypes(), method.getParameterTypes());
  }

  private static final class Bound extends AnnotationLiteral<InBatch> implements InBatch {}
}
