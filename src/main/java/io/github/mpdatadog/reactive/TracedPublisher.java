// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.reactive;

import static java.util.logging.Level.FINE;

import io.github.mpdatadog.telemetry.FailedSpan;
import io.github.mpdatadog.telemetry.TaskContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * What the connector receives for a channel: each message in a span, which is current while the
 * message is handed on, and ends when it is acknowledged or refused. Where the stream ends before
 * that, because a method failed or the application stops, the spans that are open end in error.
 */
record TracedPublisher(Publisher<? extends Message<?>> channel, Supplier<KafkaTracing> tracing)
    implements Publisher<Message<?>> {

  private static final Logger LOG = Logger.getLogger(TracedPublisher.class.getName());

  /** An application may acknowledge nothing: the spans beyond are not waited for. */
  private static final int MOST_OPEN = 1_000;

  @Override
  public void subscribe(Subscriber<? super Message<?>> subscriber) {
    channel.subscribe(new Traced(subscriber, tracing));
  }

  private static final class Traced implements Subscriber<Message<?>>, Subscription {

    private final Subscriber<? super Message<?>> subscriber;
    private final Supplier<KafkaTracing> tracing;
    private final Set<Span> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Subscription subscription;

    Traced(Subscriber<? super Message<?>> subscriber, Supplier<KafkaTracing> tracing) {
      this.subscriber = subscriber;
      this.tracing = tracing;
    }

    @Override
    public void onSubscribe(Subscription given) {
      subscription = given;
      subscriber.onSubscribe(this);
    }

    @Override
    public void onNext(Message<?> message) {
      KafkaTracing spans;
      Context context;
      try {
        spans = tracing.get();
        context = spans.startProcessing(message.unwrap(ConsumerRecord.class));
      } catch (RuntimeException | LinkageError untraced) {
        LOG.log(FINE, "A message is received untraced: {0}", untraced.getClass());
        subscriber.onNext(message);
        return;
      }
      Scope scope = TaskContext.of(context).makeCurrent();
      try {
        subscriber.onNext(traced(message, context, spans));
      } finally {
        scope.close();
      }
    }

    private Message<?> traced(Message<?> message, Context context, KafkaTracing spans) {
      Span span = Span.fromContext(context);
      if (open.size() < MOST_OPEN) {
        open.add(span);
      }
      return new TracedMessage<>(
          message.getPayload(),
          message,
          message.getMetadata().with(new MessageTrace(context)),
          failure -> {
            open.remove(span);
            spans.endProcessed(span, failure);
          });
    }

    private void endAll() {
      // Nobody will acknowledge them.
      open.forEach(FailedSpan::endUntold);
      open.clear();
    }

    @Override
    public void onError(Throwable failure) {
      endAll();
      subscriber.onError(failure);
    }

    @Override
    public void onComplete() {
      endAll();
      subscriber.onComplete();
    }

    @Override
    public void request(long count) {
      Subscription given = subscription;
      if (given != null) {
        given.request(count);
      }
    }

    @Override
    public void cancel() {
      endAll();
      Subscription given = subscription;
      if (given != null) {
        given.cancel();
      }
    }
  }
}
