// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.batch;

import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.config.Visibility;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.util.AnnotationLiteral;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Puts an interceptor around every method by which the container calls a batch artifact that is a
 * bean. Links neither Batch nor OpenTelemetry: each may be hidden from the application.
 */
public final class BatchExtension implements Extension {

  private static final String ARTIFACTS = "jakarta.batch.api.";

  private boolean enabled;

  /** For the service loader. */
  public BatchExtension() {}

  void addBeans(@Observes BeforeBeanDiscovery discovery) {
    if (Visibility.ofConfig() && Visibility.ofOpenTelemetry() && Visibility.ofBatch()) {
      DatadogSettings settings = SettingsReader.read(ConfigProvider.getConfig()).settings();
      enabled = settings.enabled() && settings.tracesJobs();
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
    if (enabled && isInterceptable(event.getAnnotatedType().getJavaClass())) {
      Class<X> type = event.getAnnotatedType().getJavaClass();
      for (AnnotatedMethod<? super X> method : event.getAnnotatedType().getMethods()) {
        Method member = method.getJavaMember();
        if (!Modifier.isFinal(member.getModifiers()) && isCalled(member, type)) {
          event
              .configureAnnotatedType()
              .filterMethods(candidate -> candidate.getJavaMember().equals(member))
              .forEach(configured -> configured.add(new Bound()));
        }
      }
    }
  }

  /** Binding an interceptor to any other class would keep the application from starting. */
  private static boolean isInterceptable(Class<?> type) {
    if (Modifier.isFinal(type.getModifiers()) || type.isInterface() || type.isSealed()) {
      return false;
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      return !Modifier.isPrivate(constructor.getModifiers());
    } catch (NoSuchMethodException | LinkageError none) {
      return false;
    }
  }

  /** Whether an interface of Jakarta Batch declares it; {@code stop} comes from outside the job. */
  private static boolean isCalled(Method method, Class<?> type) {
    for (Class<?> above = type; above != null; above = above.getSuperclass()) {
      for (Class<?> contract : above.getInterfaces()) {
        if (contract.getName().startsWith(ARTIFACTS)
            && !method.getName().equals("stop")
            && Arrays.stream(contract.getMethods()).anyMatch(each -> isSame(each, method))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isSame(Method declared, Method method) {
    return declared.getName().equals(method.getName())
        && Arrays.equals(declared.getParameterTypes(), method.getParameterTypes());
  }

  private static final class Bound extends AnnotationLiteral<InBatch> implements InBatch {}
}
