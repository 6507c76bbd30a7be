// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.reactive;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.eclipse.microprofile.reactive.messaging.spi.IncomingConnectorFactory;
import org.eclipse.microprofile.reactive.streams.operators.PublisherBuilder;
import org.eclipse.microprofile.reactive.streams.operators.ReactiveStreams;

/** Stands behind the connector that receives. */
@Decorator
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class IncomingDecorator implements IncomingConnectorFactory {

  /** As Open Liberty calls its connector. */
  static final String KAFKA = "liberty-kafka";

  private final IncomingConnectorFactory connector;
  private final Instance<KafkaTracing> tracing;

  @Inject
  IncomingDecorator(
      @Delegate @Connector(KAFKA) IncomingConnectorFactory connector,
      Instance<KafkaTracing> tracing) {
    this.connector = connector;
    this.tracing = tracing;
  }

  @Override
  public PublisherBuilder<? extends Message<?>> getPublisherBuilder(Config config) {
    return ReactiveStreams.fromPublisher(
        new TracedPublisher(connector.getPublisherBuilder(config).buildRs(), tracing::get));
  }
}
