// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mpdatadog.FailingTelemetry;
import io.github.mpdatadog.privacy.Vocabulary;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the SDK throws, the application's call is made once and gives what it would. */
class FailingSdkTest {
  private static final String ALL = "io.github.mpdatadog.FailingTelemetry#all";

  @AutoClose private static final Broker broker = new Broker();

  private static MessageTracing tracing(FailingTelemetry broken) {
    return new MessageTracing(broken.sdk(), new Vocabulary());
  }

  private static ConnectionFactory traced(FailingTelemetry broken) {
    return (ConnectionFactory) Traced.traced(broker.factory(), tracing(broken), null);
  }

  private static void send(String text) {
    try (JMSContext context = broker.factory().createContext()) {
      context.createProducer().send(context.createQueue("results"), text);
    }
  }

  /** The one message that is there; null if there are none or more. */
  private static String arrived() {
    try (JMSContext context = broker.factory().createContext()) {
      Queue queue = context.createQueue("results");
      String text = context.createConsumer(queue).receiveBody(String.class, 20_000);
      return context.createConsumer(queue).receiveNoWait() == null ? text : null;
    }
  }

  private static boolean nothingIsLeft() {
    try (JMSContext context = broker.factory().createContext()) {
      return context.createConsumer(context.createQueue("results")).receiveNoWait() == null;
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void theClassicProducerSends(FailingTelemetry broken) throws Exception {
    try (Connection connection = traced(broken).createConnection();
        Session session = connection.createSession()) {
      session
          .createProducer(session.createQueue("results"))
          .send(session.createTextMessage("Zephyrine"));
    }
    assertThat(arrived()).isEqualTo("Zephyrine");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void theSimplifiedProducerSends(FailingTelemetry broken) {
    try (JMSContext context = traced(broken).createContext()) {
      context.createProducer().send(context.createQueue("results"), "Zephyrine");
    }
    assertThat(arrived()).isEqualTo("Zephyrine");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void theCompletionOfAnAsynchronousSendIsTold(FailingTelemetry broken) throws Exception {
    BlockingQueue<String> completed = new LinkedBlockingQueue<>();
    CompletionListener listener =
        new CompletionListener() {
          @Override
          public void onCompletion(Message message) {
            completed.add("sent");
          }

          @Override
          public void onException(Message message, Exception exception) {
            completed.add("failed");
          }
        };
    try (JMSContext context = traced(broken).createContext()) {
      context.createProducer().setAsync(listener).send(context.createQueue("results"), "Zephyrine");
      assertThat(completed.poll(20, TimeUnit.SECONDS)).isEqualTo("sent");
    }
    assertThat(arrived()).isEqualTo("Zephyrine");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void whatWasReceivedIsHandedOut(FailingTelemetry broken) throws Exception {
    send("Zephyrine");
    try (JMSContext context = traced(broken).createContext()) {
      Message received = context.createConsumer(context.createQueue("results")).receive(20_000);
      assertThat(received.getBody(String.class)).isEqualTo("Zephyrine");
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aTransactionIsCommitted(FailingTelemetry broken) throws Exception {
    send("Zephyrine");
    try (Connection connection = traced(broken).createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(session.createQueue("results"))) {
      connection.start();
      assertThat(consumer.receive(20_000)).isNotNull();
      session.commit();
    }
    assertThat(nothingIsLeft()).isTrue();
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aListenerGetsItsMessage(FailingTelemetry broken) throws Exception {
    BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
    send("Zephyrine");
    try (JMSContext context = traced(broken).createContext()) {
      context.createConsumer(context.createQueue("results")).setMessageListener(heard::add);
      assertThat(heard.poll(20, TimeUnit.SECONDS)).isNotNull();
    }
    assertThat(heard).isEmpty();
    assertThat(nothingIsLeft()).isTrue();
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void whatIsProcessedGivesItsResult(FailingTelemetry broken) throws Exception {
    MessageTracing tracing = tracing(broken);
    try (JMSContext context = broker.factory().createContext()) {
      Message message = context.createTextMessage("Zephyrine");

      // Twice, as for a listener that is a bean as well.
      assertThat(tracing.process(message, () -> tracing.process(message, () -> "done")))
          .isEqualTo("done");
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void theApplicationsOwnExceptionIsTheOneThatIsThrown(FailingTelemetry broken) {
    JMSContext closed = traced(broken).createContext();
    Queue queue = closed.createQueue("results");
    closed.close();
    assertThatThrownBy(() -> closed.createProducer().send(queue, "Zephyrine"))
        .isInstanceOf(IllegalStateRuntimeException.class);
    assertThatThrownBy(
            () ->
                tracing(broken)
                    .process(
                        null,
                        () -> {
                          throw new IllegalArgumentException("no such ward");
                        }))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
