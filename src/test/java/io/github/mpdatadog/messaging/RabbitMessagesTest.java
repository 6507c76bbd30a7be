// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import static io.github.mpdatadog.messaging.Recorded.KIND;
import static io.github.mpdatadog.messaging.Recorded.NAME;
import static io.github.mpdatadog.messaging.Recorded.TEMPORARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.rabbitmq.client.AlreadyClosedException;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of RabbitMQ's client, through a broker that speaks its protocol. */
class RabbitMessagesTest {
  private static final int SOON = 10_000;

  private static AmqpBroker broker;

  private final Recorded recorded = new Recorded();
  private Connection connection;

  @BeforeAll
  static void start() throws Exception {
    broker = new AmqpBroker();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void connect() throws Exception {
    recorded.vocabulary.add(this, Kind.DESTINATION, List.of("queue", "topic"));
    connection = recorded.traced(ConnectionFactory.class, broker.factory()).createConnection();
    connection.start();
  }

  @AfterEach
  void disconnect() throws Exception {
    connection.close();
  }

  private static Destination destination(Session session, String kind) throws JMSException {
    return kind.equals("queue") ? session.createQueue(kind) : session.createTopic(kind);
  }

  private static void assertIsChild(SpanData child, SpanData parent) {
    assertThat(child.getTraceId()).isEqualTo(parent.getTraceId());
    assertThat(child.getParentSpanId()).isEqualTo(parent.getSpanId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"queue", "topic"})
  void aMessageIsOneTraceFromTheSenderToWhoReceivesIt(String kind) throws Exception {
    Span request;
    try (Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(destination(session, kind));
        MessageProducer producer = session.createProducer(destination(session, kind))) {
      request =
          recorded.inSpan("request", () -> producer.send(session.createTextMessage("Zephyrine")));
      assertThat(((TextMessage) consumer.receive(SOON)).getText()).isEqualTo("Zephyrine");
    }

    SpanData sent = recorded.span("send");
    assertThat(sent.getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
    assertIsChild(recorded.span("receive"), sent);
    assertThat(List.of(sent, recorded.span("receive")))
        .allSatisfy(span -> assertThat(span.getAttributes().get(KIND)).isEqualTo(kind))
        .allSatisfy(span -> assertThat(span.getAttributes().get(NAME)).isEqualTo(kind))
        .noneSatisfy(span -> assertThat(span.toString()).contains("Zephyrine"));
  }

  @Test
  void theSimplifiedApiIsTracedAsWell() {
    try (JMSContext context =
            recorded.traced(ConnectionFactory.class, broker.factory()).createContext();
        JMSConsumer consumer = context.createConsumer(context.createQueue("queue"))) {
      context.createProducer().setJMSType("Zephyrine").send(context.createQueue("queue"), "text");
      assertThat(consumer.receive(SOON)).isNotNull();
    }

    assertIsChild(recorded.span("receive"), recorded.span("send"));
    assertThat(recorded.spans().toString()).doesNotContain("Zephyrine");
  }

  @Test
  void aListenerWorksInTheTraceOfTheSender() throws Exception {
    try (Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(session.createQueue("queue"))) {
      consumer.setMessageListener(message -> work());
      session.createProducer(session.createQueue("queue")).send(session.createMessage());

      SpanData processed = recorded.span("process");
      assertIsChild(processed, recorded.span("send"));
      assertIsChild(recorded.span("work"), processed);
    }
  }

  private void work() {
    try {
      recorded.inSpan("work", () -> {});
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void aTemporaryQueueHasNoName() throws Exception {
    try (Session session = connection.createSession()) {
      TemporaryQueue answers = session.createTemporaryQueue();
      session.createProducer(answers).send(session.createTextMessage("text"));
      assertThat(session.createConsumer(answers).receive(SOON)).isNotNull();
    }

    assertThat(List.of(recorded.span("send"), recorded.span("receive")))
        .allSatisfy(span -> assertThat(span.getAttributes().get(TEMPORARY)).isTrue())
        .allSatisfy(span -> assertThat(span.getAttributes().get(NAME)).isNull());
  }

  @Test
  void whatIsRolledBackComesAgainInTheSameTrace() throws Exception {
    try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(session.createQueue("queue"))) {
      session.createProducer(session.createQueue("queue")).send(session.createMessage());
      session.commit();
      assertThat(consumer.receive(SOON)).isNotNull();
      session.rollback();
      assertThat(consumer.receive(SOON)).isNotNull();
      session.commit();
    }

    SpanData sent = recorded.span("send");
    assertThat(recorded.await("receive", 2)).allSatisfy(each -> assertIsChild(each, sent));
    assertThat(recorded.span("rollback").getLinks()).hasSize(1);
  }

  @Test
  void aBrokerThatIsGoneIsTheClientsExceptionAndAMarkedSpan() throws Exception {
    try (AmqpBroker dying = new AmqpBroker();
        Connection lost =
            recorded.traced(ConnectionFactory.class, dying.factory()).createConnection()) {
      Session session = lost.createSession();
      MessageProducer producer = session.createProducer(session.createQueue("queue"));
      Message message = session.createTextMessage("Zephyrine");
      dying.close();

      Throwable thrown = catchThrowable(() -> producer.send(message));

      assertThat(thrown).isInstanceOf(AlreadyClosedException.class);
      assertThat(recorded.span("send").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(recorded.spans().toString()).doesNotContain("Zephyrine");
    }
  }
}
