// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.reactive;

import static io.github.mpdatadog.privacy.Vocabulary.Kind.DESTINATION;
import static java.util.logging.Level.FINE;

import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.propagation.GuardedPropagator;
import io.github.mpdatadog.telemetry.FailedSpan;
import io.github.mpdatadog.telemetry.ServersTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The spans of records, made by one application's own SDK. Made when the first record comes:
 * channels are connected while the application is deployed, before the server has built the SDK.
 * Thread-safe.
 */
@Singleton
class KafkaTracing {

  private static final Logger LOG = Logger.getLogger(KafkaTracing.class.getName());
  private static final String SCOPE = "io.github.mpdatadog.reactive";
  private static final String SMALLRYE = "io.smallrye.reactive.messaging.";
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("messaging.operation.name");
  private static final AttributeKey<String> NAME =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> KIND =
      AttributeKey.stringKey("messaging.destination.kind");

  private final Vocabulary vocabulary;
  private final Tracer tracer;
  private final TextMapPropagator propagator;

  @Inject
  KafkaTracing(@Any Instance<OpenTelemetry> openTelemetry) {
    this(ServersTelemetry.of(openTelemetry), Vocabulary.shared());
  }

  KafkaTracing(OpenTelemetry openTelemetry, Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    tracer = openTelemetry.getTracer(SCOPE);
    propagator = openTelemetry.getPropagators().getTextMapPropagator();
  }

  /** Starts the span of a record to be sent, and puts its context into the headers. */
  Span startSending(Context parent, String topic, Headers headers) {
    Span span = start("send", SpanKind.PRODUCER, topic, parent);
    try {
      if (headers.iterator().hasNext()) {
        // They can be those of a record that was received.
        propagator.fields().forEach(headers::remove);
      }
      // The broker is the operator's: what it holds is for ourselves.
      propagator.inject(GuardedPropagator.toUs(parent.with(span)), headers, KafkaHeaders.INSTANCE);
    } catch (RuntimeException | LinkageError refused) {
      // Sent a second time, a record is read-only: it keeps the context it was first sent with.
      LOG.log(FINE, "A record is sent with the headers it has: {0}", refused.getClass());
    }
    return span;
  }

  /**
   * The context that processes a record: its sender's, with a new span. The thread's own context is
   * that of the record before.
   */
  Context startProcessing(ConsumerRecord<?, ?> record) {
    Context sender = propagator.extract(Context.root(), record.headers(), KafkaHeaders.INSTANCE);
    return sender.with(start("process", SpanKind.CONSUMER, record.topic(), sender));
  }

  private Span start(String operation, SpanKind kind, String topic, Context parent) {
    SpanBuilder span =
        tracer
            .spanBuilder(operation)
            .setSpanKind(kind)
            .setParent(parent)
            .setAttribute(SYSTEM, "kafka")
            .setAttribute(OPERATION, operation)
            .setAttribute(KIND, "topic");
    // A name can be made of data: pump.SN-17.
    if (vocabulary.contains(DESTINATION, topic)) {
      span.setAttribute(NAME, topic);
    }
    return span.startSpan();
  }

  /**
   * Ends the span, and never throws: the message's own acknowledgment comes after it. Of the
   * failure only the class is read: its message may hold anything.
   */
  void end(Span span, @Nullable Throwable failure) {
    if (failure != null) {
      FailedSpan.end(span, thrown(failure).getClass(), vocabulary);
      return;
    }
    try {
      span.end();
    } catch (RuntimeException | LinkageError lost) {
      LOG.log(FINE, "A span is lost: {0}", lost.getClass());
    }
  }

  /** The same of a message that was processed: what a method threw is told with its frames. */
  void endProcessed(Span span, @Nullable Throwable failure) {
    if (failure != null) {
      FailedSpan.record(span, thrown(failure));
    }
    end(span, failure);
  }

  /** What the application's method threw, which comes in the wrappers of those who called it. */
  private static Throwable thrown(Throwable failure) {
    Throwable thrown = failure;
    // The application's own is not asked for anything: it could throw.
    while ((thrown instanceof InvocationTargetException
            || thrown.getClass().getName().startsWith(SMALLRYE))
        && thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    return thrown;
  }
}
