// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.MessageDriven;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container of a few lines; that CDI deploys what is left is for {@code MessagingIT} to show. */
class MessagingExtensionTest {

  @MessageDriven
  static class Open implements MessageListener {
    @Override
    public void onMessage(Message message) {}

    private final void log() {}

    static final void count() {}
  }

  abstract static class Template {
    protected final void log() {}
  }

  @MessageDriven
  static class OfTemplate extends Template implements MessageListener {
    @Override
    public void onMessage(Message message) {}
  }

  @MessageDriven
  static class WithHelper implements MessageListener {
    @Override
    public void onMessage(Message message) {}

    final void log() {}
  }

  static class NotDriven extends Template {}

  private final List<Class<?>> interceptors = new ArrayList<>();

  @AfterEach
  void clear() {
    System.clearProperty("dd.api.key");
  }

  /** The interceptors of an application of these classes. */
  private List<Class<?>> interceptorsFor(Class<?>... application) {
    System.setProperty("dd.api.key", "k");
    MessagingExtension extension = new MessagingExtension();
    extension.addBeans(discovery());
    for (Class<?> type : application) {
      extension.read(found(type));
    }
    extension.withdraw(
        answering(AfterTypeDiscovery.class, Map.of("getInterceptors", interceptors)));
    return interceptors;
  }

  private BeforeBeanDiscovery discovery() {
    AnnotatedTypeConfigurator<?> binding =
        answering(AnnotatedTypeConfigurator.class, Map.of("methods", Set.of()));
    return (BeforeBeanDiscovery)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {BeforeBeanDiscovery.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("addAnnotatedType")) {
                interceptors.add((Class<?>) arguments[0]);
              }
              return method.getName().equals("configureInterceptorBinding") ? binding : null;
            });
  }

  @SuppressWarnings("unchecked")
  private static <X> ProcessAnnotatedType<X> found(Class<X> type) {
    Set<AnnotatedMethod<X>> methods =
        Stream.of(type.getDeclaredMethods(), type.getSuperclass().getDeclaredMethods())
            .flatMap(Stream::of)
            .filter(method -> method.getDeclaringClass() != Object.class)
            .map(MessagingExtensionTest::<X>annotated)
            .collect(Collectors.toSet());
    AnnotatedType<X> annotated =
        answering(
            AnnotatedType.class,
            Map.of(
                "getJavaClass", type,
                "getMethods", methods,
                "getAnnotations", Set.of(type.getAnnotations())));
    return answering(ProcessAnnotatedType.class, Map.of("getAnnotatedType", annotated));
  }

  private static <X> AnnotatedMethod<X> annotated(Method method) {
    return answering(AnnotatedMethod.class, Map.of("getJavaMember", method));
  }

  @SuppressWarnings("unchecked")
  private static <T> T answering(Class<?> type, Map<String, Object> answers) {
    return (T)
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  default -> answers.get(method.getName());
                });
  }

  @Test
  void messageDrivenBeansAreIntercepted() {
    assertThat(interceptorsFor(Open.class, NotDriven.class))
        .contains(OnMessageInterceptor.OfMessageDriven.class);
  }

  @ParameterizedTest
  @ValueSource(classes = {OfTemplate.class, WithHelper.class})
  void aBeanWithAFinalMethodWithdrawsTheBindingOfAllButNotTracedOnMessage(Class<?> bean) {
    assertThat(interceptorsFor(Open.class, bean))
        .contains(OnMessageInterceptor.class)
        .doesNotContain(OnMessageInterceptor.OfMessageDriven.class);
  }
}
