// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.config.Visibility;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;
import jakarta.enterprise.util.Nonbinding;
import java.lang.annotation.Annotation;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Finds message-driven beans and has them traced. Links neither Messaging nor EJB nor
 * OpenTelemetry: each may be hidden from the application.
 */
public final class MessagingExtension implements Extension {

  private static final String MESSAGE_DRIVEN = "jakarta.ejb.MessageDriven";

  private boolean enabled;

  /** For the service loader. */
  public MessagingExtension() {}

  void addBeans(@Observes BeforeBeanDiscovery discovery) {
    if (Visibility.ofConfig() && Visibility.ofOpenTelemetry() && Visibility.ofMessaging()) {
      DatadogSettings settings = SettingsReader.read(ConfigProvider.getConfig()).settings();
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

  @SuppressWarnings("ClassExplicitlyAnnotation")
  private record Bound() implements TracedOnMessage {
    static final Bound INSTANCE = new Bound();

    @Override
    public Class<? extends Annotation> annotationType() {
      return TracedOnMessage.class;
    }
  }
}
