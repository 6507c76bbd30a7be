// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mpdatadog.FailingTelemetry;
import io.github.mpdatadog.KeptSpans;
import io.github.mpdatadog.telemetry.OpenCalls;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

class TracedPublisherTest {
  private final Records records = new Records();
  private final Channel channel = new Channel();
  private final Records.Received received = new Records.Received(Records.record("labs"));

  /**
   * Both ends of a channel: what the connector publishes to, and what the methods subscribe with.
   */
  private final class Channel implements Subscriber<Message<?>>, Subscription {
    Subscriber<? super Message<?>> connector;
    Subscription subscription;
    final List<Message<?>> messages = new ArrayList<>();
    Span current;
    Runnable work = () -> {};
    long requested;
    String end = "";

    void connect(Supplier<KafkaTracing> tracing) {
      new TracedPublisher(
              subscriber -> {
                @SuppressWarnings("unchecked")
                Subscriber<Message<?>> any = (Subscriber<Message<?>>) (Subscriber<?>) subscriber;
                connector = any;
                subscriber.onSubscribe(this);
              },
              tracing)
          .subscribe(this);
    }

    @Override
    public void onSubscribe(Subscription given) {
      subscription = given;
      given.request(7);
    }

    @Override
    public void onNext(Message<?> message) {
      messages.add(message);
      current = Span.current();
      work.run();
    }

    @Override
    public void onError(Throwable failure) {
      end = failure.getMessage();
    }

    @Override
    public void onComplete() {
      end = "complete";
    }

    @Override
    public void request(long count) {
      requested += count;
    }

    @Override
    public void cancel() {
      end = "cancelled";
    }
  }

  private Message<?> receive() {
    channel.connect(() -> records.tracing);
    channel.connector.onNext(received);
    return channel.messages.get(0);
  }

  private SpanData ended() {
    assertThat(records.ended()).hasSize(1);
    return records.ended().get(0);
  }

  @Test
  void theSpanIsCurrentWhileTheMessageIsHandedOnAndOpenUntilItIsAcknowledged() {
    Message<?> message = receive();

    assertThat(Span.current()).isSameAs(Span.getInvalid());
    assertThat(records.ended()).isEmpty();
    message.ack();
    assertThat(ended().getSpanContext()).isEqualTo(channel.current.getSpanContext());
    assertThat(ended().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(received.acknowledged).isEqualTo(1);
  }

  @Test
  void aRefusalMarksTheSpan() {
    IllegalStateException reason = new IllegalStateException("Zephyrine");

    receive().nack(reason);

    assertThat(received.refused).isSameAs(reason);
    assertThat(ended().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(ended().getEvents()).as("the exception, which the gate writes anew").hasSize(1);
    assertThat(String.valueOf(KeptSpans.redacted(ended()))).doesNotContain("Zephyrine");
  }

  @Test
  void aRefusalWhoseReasonTellsNothingOfItselfIsPassedOn() {
    IllegalStateException reason =
        new IllegalStateException() {
          @Override
          public synchronized Throwable getCause() {
            throw new UnsupportedOperationException();
          }
        };

    receive().nack(reason);

    assertThat(received.refused).isSameAs(reason);
    assertThat(ended().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void theContextGoesOnWithTheMessageWhateverIsMadeOfIt() {
    Message<String> made = receive().withPayload("other");

    assertThat(Span.fromContext(MessageTrace.of(made))).isSameAs(channel.current);
    made.ack();
    assertThat(received.acknowledged).isEqualTo(1);
    assertThat(ended().hasEnded()).isTrue();
  }

  @Test
  void aMessageWithoutAContextHasThatOfTheThread() {
    assertThat(MessageTrace.of(Message.of("text"))).isSameAs(Context.current());
  }

  @Test
  void theMessageIsStillTheRecordsButDoesNotTellItsText() {
    Message<?> message = receive();

    assertThat(message.getPayload()).isEqualTo("value");
    assertThat(message.unwrap(ConsumerRecord.class)).isSameAs(received.record);
    assertThat(message.unwrap(Message.class)).isSameAs(message);
    assertThat(message.toString()).doesNotContain("value");
    assertThatThrownBy(() -> message.unwrap(String.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Whoever acknowledges the message may do so on another thread. */
  @Test
  void aCallWithoutAnAnswerFailsWhenTheMessageIsHandedOn() {
    Span call = records.span("GET");
    channel.work = () -> OpenCalls.begin(call);

    receive();

    assertThat(ended().getName()).isEqualTo("GET");
    assertThat(ended().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void aStreamThatIsCancelledEndsWhatIsOpen() {
    receive();
    channel.subscription.cancel();

    assertThat(channel.end).isEqualTo("cancelled");
    assertThat(ended().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void aStreamThatFailsOrCompletesEndsWhatIsOpen() {
    receive();
    channel.connector.onError(new IllegalStateException("failed"));
    assertThat(channel.end).isEqualTo("failed");
    channel.connector.onNext(received);
    channel.connector.onComplete();

    assertThat(channel.end).isEqualTo("complete");
    assertThat(records.ended()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("io.github.mpdatadog.FailingTelemetry#all")
  void whateverTheSdkThrowsTheMessageArrivesAndIsAcknowledged(FailingTelemetry broken) {
    channel.connect(() -> new KafkaTracing(broken.sdk(), records.vocabulary));
    channel.connector.onNext(received);
    channel.connector.onNext(received);

    channel.messages.get(0).ack();
    assertThat(received.acknowledged).isEqualTo(1);
    channel.subscription.cancel();
    assertThat(channel.end).isEqualTo("cancelled");
  }

  @Test
  void demandIsTheSubscribers() {
    receive();

    assertThat(channel.requested).isEqualTo(7);
  }

  @Test
  void anApplicationThatAcknowledgesNothingFillsNoMemory() {
    channel.connect(() -> records.tracing);
    for (int i = 0; i < 1_500; i++) {
      channel.connector.onNext(received);
    }
    channel.subscription.cancel();

    assertThat(records.ended()).hasSize(1_000);
  }

  @Test
  void whatIsNoRecordAndWhatCannotBeTracedArrivesAsItIs() {
    Message<String> message = Message.of("text");
    channel.connect(() -> records.tracing);
    channel.connector.onNext(message);
    channel.connect(
        () -> {
          throw new IllegalStateException("no beans");
        });
    channel.connector.onNext(received);

    assertThat(channel.messages).isEqualTo(List.<Message<?>>of(message, received));
  }
}
