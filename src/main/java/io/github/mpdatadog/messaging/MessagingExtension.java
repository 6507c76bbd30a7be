// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.config.Visibility;
import io.github.mpdatadog.telemetry.InjectedObjects;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessInjectionTarget;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.Nonbinding;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Logger;

/**
 * Has message-driven beans traced, and what the container injects to send and receive. Links
 * neither Messaging nor EJB nor OpenTelemetry: each may be hidden from the application. Called by
 * the server.
 */
public final class MessagingExtension implements Extension {

  private static final String MESSAGE_DRIVEN = "jakarta.ejb.MessageDriven";

  /** Container objects that make messages, by the types that fields declare. */
  private static final Set<String> SOURCES =
      Set.of(
          "jakarta.jms.ConnectionFactory",
          "jakarta.jms.QueueConnectionFactory",
          "jakarta.jms.TopicConnectionFactory",
          "jakarta.jms.XAConnectionFactory",
          "jakarta.jms.JMSContext");

  private static final Logger LOG = Logger.getLogger(MessagingExtension.class.getName());

  private final Set<String> destinations = new TreeSet<>();
  private boolean enabled;

  /** Whether a message-driven bean could not be deployed if it were intercepted. */
  private boolean refused;

  /** For the service loader. */
  public MessagingExtension() {}

  void addBeans(@Observes BeforeBeanDiscovery discovery) {
    if (Visibility.ofOpenTelemetry() && Visibility.ofMessaging()) {
      DatadogSettings settings = SettingsReader.current();
      enabled = settings.enabled() && settings.integrations().messaging();
    }
    if (enabled) {
      add(discovery, MessageTracing.class);
      add(discovery, OnMessageInterceptor.class);
      add(discovery, OnMessageInterceptor.OfMessageDriven.class);
      bindMessageDrivenBeans(discovery);
    }
  }

  private static void add(BeforeBeanDiscovery discovery, Class<?> type) {
    discovery.addAnnotatedType(type, type.getName());
  }

  <T> void read(@Observes ProcessAnnotatedType<T> event) {
    if (enabled) {
      AnnotatedType<T> type = event.getAnnotatedType();
      destinations.addAll(DestinationNames.of(type));
      refused |= isMessageDriven(type) && hasFinalMethod(type);
    }
  }

  private static boolean isMessageDriven(AnnotatedType<?> type) {
    return type.getAnnotations().stream()
        .anyMatch(a -> a.annotationType().getName().equals(MESSAGE_DRIVEN));
  }

  /** Of its own or inherited. Of private and static ones CDI takes no notice. */
  private static <T> boolean hasFinalMethod(AnnotatedType<T> type) {
    return type.getMethods().stream()
        .mapToInt(method -> method.getJavaMember().getModifiers())
        .anyMatch(m -> Modifier.isFinal(m) && !Modifier.isPrivate(m) && !Modifier.isStatic(m));
  }

  /**
   * Rather no tracing than no application: a binding of the class is one of each method, and CDI
   * deploys no bean whose final method is bound.
   */
  void withdraw(@Observes AfterTypeDiscovery discovery) {
    if (refused && discovery.getInterceptors().remove(OnMessageInterceptor.OfMessageDriven.class)) {
      LOG.warning(
          "MPDD0411W: Message-driven beans are traced only where onMessage has @TracedOnMessage,"
              + " because one of this application has a final method, which CDI does not intercept."
              + " Make that method non-final, or write @TracedOnMessage on each onMessage.");
    }
  }

  <T> void wrapSources(@Observes ProcessInjectionTarget<T> event) {
    if (enabled) {
      InjectedObjects.wrap(event, type -> SOURCES.contains(type.getName()), MessageTracing::traced);
    }
  }

  /** Names of queues and topics that annotations hold. */
  Set<String> destinations() {
    return destinations;
  }

  /**
   * Makes {@code @MessageDriven} an interceptor binding, which brings ours with it. What an
   * extension adds to the bean's own type does not count: for message-driven beans, Weld reads the
   * class as it was written.
   */
  private static void bindMessageDrivenBeans(BeforeBeanDiscovery discovery) {
    Class<? extends Annotation> messageDriven = Visibility.annotation(MESSAGE_DRIVEN);
    if (messageDriven != null) {
      AnnotatedTypeConfigurator<? extends Annotation> type =
          discovery.configureInterceptorBinding(messageDriven);
      type.add(Bound.INSTANCE);
      type.methods().forEach(member -> member.add(Nonbinding.Literal.INSTANCE));
    }
  }

  /** No record: the JDK keeps the class of the one that it compared last, and so its loader. */
  private static final class Bound extends AnnotationLiteral<Driven> implements Driven {
    private static final long serialVersionUID = 1;
    static final Bound INSTANCE = new Bound();
  }
}
