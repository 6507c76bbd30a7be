// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.config.Visibility;
import io.github.mpdatadog.telemetry.InjectedObjects;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessInjectionTarget;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.Nonbinding;
import java.lang.annotation.Annotation;
import java.util.Set;
import java.util.TreeSet;

/**
 * Has message-driven beans traced, and what the container injects to send and receive. Links
 * neither Messaging nor EJB nor OpenTelemetry: each may be hidden from the application.
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

  private final Set<String> destinations = new TreeSet<>();
  private boolean enabled;

  /** For the service loader. */
  public MessagingExtension() {}

  void addBeans(@Observes BeforeBeanDiscovery discovery) {
    if (Visibility.ofOpenTelemetry() && Visibility.ofMessaging()) {
      DatadogSettings settings = SettingsReader.current();
      enabled = settings.enabled() && settings.tracesMessages();
    }
    if (enabled) {
      add(discovery, MessageTracing.class);
      add(discovery, OnMessageInterceptor.class);
      bindMessageDrivenBeans(discovery);
    }
  }

  private static void add(BeforeBeanDiscovery discovery, Class<?> type) {
    discovery.addAnnotatedType(type, type.getName());
  }

  <T> void collectDestinations(@Observes ProcessAnnotatedType<T> event) {
    if (enabled) {
      destinations.addAll(DestinationNames.of(event.getAnnotatedType()));
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
  private static final class Bound extends AnnotationLiteral<TracedOnMessage>
      implements TracedOnMessage {
    private static final long serialVersionUID = 1;
    static final Bound INSTANCE = new Bound();
  }
}
