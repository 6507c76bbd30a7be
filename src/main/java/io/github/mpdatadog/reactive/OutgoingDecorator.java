// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.reactive;

import static java.util.logging.Level.FINE;

import io.opentelemetry.api.trace.Span;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.logging.Logger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.eclipse.microprofile.reactive.messaging.spi.ConnectorFactory;
import org.eclipse.microprofile.reactive.messaging.spi.OutgoingConnectorFactory;
import org.eclipse.microprofile.reactive.streams.operators.ReactiveStreams;
import org.eclipse.microprofile.reactive.streams.operators.SubscriberBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the connector that sends: makes of each message a record with trace headers, whose
 * span ends when the broker has it, or has not.
 */
@Decorator
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class OutgoingDecorator implements OutgoingConnectorFactory {

  private static final Logger LOG = Logger.getLogger(OutgoingDecorator.class.getName());

  private final OutgoingConnectorFactory connector;
  private final Instance<KafkaTracing> tracing;

  @Inject
  OutgoingDecorator(
      @Delegate @Connector(IncomingDecorator.KAFKA) OutgoingConnectorFactory connector,
      Instance<KafkaTracing> tracing) {
    this.connector = connector;
    this.tracing = tracing;
  }

  @Override
  @SuppressWarnings("unchecked") // the connector takes any message
  public SubscriberBuilder<? extends Message<?>, Void> getSubscriberBuilder(Config config) {
    SubscriberBuilder<Message<?>, Void> channel =
        (SubscriberBuilder<Message<?>, Void>) connector.getSubscriberBuilder(config);
    String topic = config.getOptionalValue("topic", String.class).orElse(null);
    String name = config.getValue(ConnectorFactory.CHANNEL_NAME_ATTRIBUTE, String.class);
    return ReactiveStreams.<Message<?>>builder()
        .<Message<?>>map(message -> traced(message, topic, name))
        .to(channel);
  }

  /** As the connector itself would: a record keeps its topic unless the channel has one. */
  private Message<?> traced(Message<?> message, @Nullable String configured, String channel) {
    try {
      ProducerRecord<?, ?> record =
          message.getPayload() instanceof ProducerRecord<?, ?> whole
              ? whole
              : new ProducerRecord<>(
                  configured == null ? channel : configured, message.getPayload());
      String topic = configured == null ? record.topic() : configured;
      KafkaTracing spans = tracing.get();
      Span span = spans.startSending(MessageTrace.of(message), topic, record.headers());
      return new TracedMessage<>(
          record, message, message.getMetadata(), failure -> spans.end(span, failure));
    } catch (RuntimeException | LinkageError untraced) {
      LOG.log(FINE, "A message is sent untraced: {0}", untraced.getClass());
      return message;
    }
  }
}
