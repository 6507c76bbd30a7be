// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.propagation.GuardedPropagator;
import io.github.mpdatadog.telemetry.FailedSpan;
import io.github.mpdatadog.telemetry.ServersTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapPropagator;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The spans of messages, made by one application's own SDK. A bean, which is there exactly where
 * messages are traced. No method throws but what the application's own work does; a span that
 * cannot be made is an invalid one. Thread-safe.
 */
@Singleton
class MessageTracing {

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("messaging.operation.name");
  private static final AttributeKey<Long> BATCH =
      AttributeKey.longKey("messaging.batch.message_count");
  private static final AttributeKey<Long> DELIVERIES =
      AttributeKey.longKey("messaging.jms.delivery_count");
  private static final String DELIVERY_COUNT = "JMSXDeliveryCount";

  private final Vocabulary vocabulary;
  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final List<String> fields;
  final Destinations destinations;

  @Inject
  MessageTracing(@Any Instance<OpenTelemetry> openTelemetry, BeanManager beans) {
    this(ServersTelemetry.of(openTelemetry), Vocabulary.shared());
    destinations.declare(beans.getExtension(MessagingExtension.class).destinations());
  }

  MessageTracing(OpenTelemetry openTelemetry, Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    tracer = openTelemetry.getTracer("io.github.mpdatadog.messaging");
    propagator = openTelemetry.getPropagators().getTextMapPropagator();
    fields = Harmless.or(List.of(), () -> List.copyOf(propagator.fields()));
    destinations = new Destinations(vocabulary, System::nanoTime);
  }

  /** Of the application that calls; null where its messages are not traced, or without CDI. */
  static @Nullable MessageTracing ofApplication() {
    try {
      Instance<MessageTracing> found = CDI.current().select(MessageTracing.class);
      return found.isResolvable() ? found.get() : null;
    } catch (RuntimeException | LinkageError none) {
      return null;
    }
  }

  /** Traces what was injected into the application that calls, if its messages are traced. */
  static Object traced(Object injected) {
    MessageTracing tracing = ofApplication();
    return tracing == null ? injected : Traced.traced(injected, tracing, null);
  }

  /** Starts the span of a message to be sent; a root where nothing is traced yet. */
  Span startSending(@Nullable Destination destination) {
    return Harmless.span(
        () -> {
          SpanBuilder span = span("send", SpanKind.PRODUCER);
          destinations.describe(destination, span);
          return span.startSpan();
        });
  }

  void inject(Span span, Message message) {
    Harmless.run(
        () -> {
          MessageProperties.INSTANCE.clear(message, fields);
          // The broker is the operator's: what it holds is for ourselves.
          propagator.inject(
              GuardedPropagator.toUs(Context.current().with(span)),
              message,
              MessageProperties.INSTANCE);
        });
  }

  /**
   * The span of a message taken from its consumer. It has ended already: nothing tells when the
   * application is done with the message, and a span left open could be lost.
   *
   * @param message null where the consumer hands out the body only
   */
  SpanContext received(@Nullable Message message) {
    Span span = startConsuming("receive", message);
    end(span, null);
    return Harmless.or(SpanContext.getInvalid(), span::getSpanContext);
  }

  /** The span of a call that waited for a message and failed. */
  void receiveFailed(Throwable failure) {
    end(startConsuming("receive", null), failure);
  }

  /** What processes a message, and may throw. */
  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /** Runs what processes the message, in a span of its own. */
  <T, E extends Exception> T process(Message message, Work<T, E> work) throws E {
    Processing outer = Context.current().get(Processing.KEY);
    if (outer != null && Harmless.or(false, () -> outer.isOf(message))) {
      // The listener is a bean as well, and was met at both doors.
      return work.run();
    }
    Span span = startConsuming("process", message);
    Throwable failure = null;
    Scope scope =
        Harmless.enter(
            () ->
                Harmless.with(Context.current(), span)
                    .with(Processing.KEY, new Processing(message, span)));
    try {
      return work.run();
    } catch (Throwable thrown) {
      failure = thrown;
      FailedSpan.record(span, thrown);
      throw thrown;
    } finally {
      scope.close();
      end(span, failure);
    }
  }

  /**
   * The span of a transaction's end.
   *
   * @param received the messages received in it, as far as they are kept
   */
  Span startSettling(String operation, List<SpanContext> received, long count) {
    return Harmless.span(
        () -> {
          SpanBuilder span = span(operation, SpanKind.CLIENT).setAttribute(BATCH, count);
          received.forEach(span::addLink);
          return span.startSpan();
        });
  }

  private Span startConsuming(String operation, @Nullable Message message) {
    return Harmless.span(() -> consuming(operation, message));
  }

  private Span consuming(String operation, @Nullable Message message) {
    Context current = Context.current();
    SpanBuilder span = span(operation, SpanKind.CONSUMER);
    if (message != null) {
      Context parent = propagator.extract(current, message, MessageProperties.INSTANCE);
      SpanContext local = Span.fromContext(current).getSpanContext();
      SpanContext sender = Span.fromContext(parent).getSpanContext();
      if (local.isValid() && !local.equals(sender)) {
        // Received while another trace is worked on, which the link tells.
        span.addLink(local);
      }
      span.setParent(parent);
      describe(message, span);
    }
    return span.startSpan();
  }

  private void describe(Message message, SpanBuilder span) {
    try {
      destinations.describe(message.getJMSDestination(), span);
      if (message.getJMSRedelivered()) {
        span.setAttribute(DELIVERIES, (long) message.getIntProperty(DELIVERY_COUNT));
      }
    } catch (JMSException | RuntimeException | LinkageError unavailable) {
      // The span says less.
      return;
    }
  }

  private SpanBuilder span(String operation, SpanKind kind) {
    return tracer
        .spanBuilder(operation)
        .setSpanKind(kind)
        .setAttribute(SYSTEM, "jms")
        .setAttribute(OPERATION, operation);
  }

  /** Ends the span. Of the failure only the class is read: its message may hold anything. */
  void end(Span span, @Nullable Throwable failure) {
    if (failure == null) {
      Harmless.run(span::end);
    } else {
      FailedSpan.end(span, failure.getClass(), vocabulary);
    }
  }
}
