// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mpdatadog.KeptSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReceivingTest {
  private static final long WAIT = 5_000;
  private static final AttributeKey<Long> DELIVERIES =
      AttributeKey.longKey("messaging.jms.delivery_count");
  private static final AttributeKey<Long> BATCH =
      AttributeKey.longKey("messaging.batch.message_count");

  /** Takes one message out of a queue. */
  record Way(String name, Receiver receiver) {
    @Override
    public String toString() {
      return name;
    }
  }

  interface Receiver {
    Message receive(Recorded recorded, String queue) throws Exception;
  }

  @AutoClose private static final Broker broker = new Broker();

  private final Recorded recorded = new Recorded();

  private ConnectionFactory factory() {
    return factory(recorded);
  }

  private static ConnectionFactory factory(Recorded recorded) {
    return recorded.traced(ConnectionFactory.class, broker.factory());
  }

  private SpanData send(String queue, String text) {
    try (JMSContext context = factory().createContext()) {
      context.createProducer().send(context.createQueue(queue), text);
    }
    List<SpanData> sent = recorded.spans("send");
    return sent.get(sent.size() - 1);
  }

  static List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    classic(ways, "receive", MessageConsumer::receive);
    classic(ways, "receive with a limit", consumer -> consumer.receive(WAIT));
    simplified(ways, "receive", JMSConsumer::receive);
    simplified(ways, "receive with a limit", consumer -> consumer.receive(WAIT));
    ways.add(
        new Way(
            "queue receiver",
            (r, queue) -> {
              try (QueueConnection c =
                      r.traced(QueueConnectionFactory.class, broker.queues())
                          .createQueueConnection();
                  QueueSession s = c.createQueueSession(false, Session.AUTO_ACKNOWLEDGE)) {
                c.start();
                return s.createReceiver(s.createQueue(queue)).receive(WAIT);
              }
            }));
    return ways;
  }

  private interface Classic {
    Message receive(MessageConsumer consumer) throws Exception;
  }

  private static void classic(List<Way> ways, String name, Classic classic) {
    ways.add(
        new Way(
            "classic: " + name,
            (r, queue) -> {
              try (Connection c = factory(r).createConnection();
                  Session s = c.createSession()) {
                c.start();
                return classic.receive(s.createConsumer(s.createQueue(queue)));
              }
            }));
  }

  private interface Simplified {
    Message receive(JMSConsumer consumer);
  }

  private static void simplified(List<Way> ways, String name, Simplified simplified) {
    ways.add(
        new Way(
            "simplified: " + name,
            (r, queue) -> {
              try (JMSContext c = factory(r).createContext()) {
                return simplified.receive(c.createConsumer(c.createQueue(queue)));
              }
            }));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void everyWayOfReceivingContinuesTheSendersTrace(Way way) throws Exception {
    SpanData sent = send("ways", "text");

    assertThat(way.receiver.receive(recorded, "ways")).isInstanceOf(TextMessage.class);

    SpanData received = recorded.span("receive");
    assertThat(received.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(received.getTraceId()).isEqualTo(sent.getTraceId());
    assertThat(received.getParentSpanId()).isEqualTo(sent.getSpanId());
    assertThat(received.getLinks()).isEmpty();
  }

  @Test
  void anEmptyQueueIsNoSpan() {
    try (JMSContext context = factory().createContext();
        JMSConsumer consumer = context.createConsumer(context.createQueue("empty"))) {
      assertThat(consumer.receiveNoWait()).isNull();
      assertThat(consumer.receive(1)).isNull();
      assertThat(consumer.receiveBodyNoWait(String.class)).isNull();
    }
    assertThat(recorded.spans()).isEmpty();
  }

  /** The body alone does not tell which trace it belongs to. */
  @Test
  void aReceivedBodyIsASpanOfTheReceiversTrace() throws Exception {
    SpanData sent = send("body", "text");
    try (JMSContext context = factory().createContext();
        JMSConsumer consumer = context.createConsumer(context.createQueue("body"))) {
      recorded.inSpan(
          "poll", () -> assertThat(consumer.receiveBody(String.class, WAIT)).isEqualTo("text"));
    }
    assertThat(recorded.span("receive").getTraceId())
        .isEqualTo(recorded.span("poll").getTraceId())
        .isNotEqualTo(sent.getTraceId());
  }

  @Test
  void whatIsReceivedWithinAnotherTraceIsLinkedToIt() throws Exception {
    SpanData sent = send("linked", "text");
    try (JMSContext context = factory().createContext();
        JMSConsumer consumer = context.createConsumer(context.createQueue("linked"))) {
      recorded.inSpan("poll", () -> consumer.receive(WAIT));
    }
    SpanData received = recorded.span("receive");
    assertThat(received.getTraceId()).isEqualTo(sent.getTraceId());
    assertThat(received.getLinks())
        .extracting(LinkData::getSpanContext)
        .containsExactly(recorded.span("poll").getSpanContext());
  }

  @Test
  void theAnswerToARequestIsInTheTraceOfTheRequest() throws Exception {
    try (JMSContext client = factory().createContext();
        JMSContext server = factory().createContext();
        JMSConsumer requests = server.createConsumer(server.createQueue("requests"))) {
      requests.setMessageListener(
          request -> {
            try {
              server.createProducer().send(request.getJMSReplyTo(), "answer");
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
      recorded.inSpan(
          "request",
          () -> {
            Queue answers = client.createTemporaryQueue();
            JMSConsumer consumer = client.createConsumer(answers);
            client
                .createProducer()
                .setJMSReplyTo(answers)
                .send(client.createQueue("requests"), "question");
            assertThat(consumer.receive(WAIT)).isNotNull();
          });
    }
    recorded.await("send", 2);
    recorded.await("process", 1);
    assertThat(recorded.spans())
        .extracting(SpanData::getTraceId)
        .containsOnly(recorded.span("request").getTraceId());
  }

  @Test
  void theEndOfALongTransactionHasAsManyLinksAsASpanKeeps() throws Exception {
    int messages = OwningSession.MOST + 1;
    for (int i = 0; i < messages; i++) {
      send("long", "text");
    }
    try (JMSContext context = factory().createContext(JMSContext.SESSION_TRANSACTED);
        JMSConsumer consumer = context.createConsumer(context.createQueue("long"))) {
      for (int i = 0; i < messages; i++) {
        assertThat(consumer.receive(WAIT)).isNotNull();
      }
      context.commit();
    }
    SpanData commit = recorded.span("commit");
    // What TelemetryCustomizer forces.
    assertThat(commit.getLinks()).hasSize(32);
    assertThat(commit.getTotalRecordedLinks()).isEqualTo(32);
  }

  @Test
  void aListenerProcessesEachMessageInASpanOfItsOwn() throws Exception {
    SpanData sent = send("listened", "text");
    CountDownLatch done = new CountDownLatch(1);
    AtomicReference<Span> current = new AtomicReference<>();
    MessageListener listener =
        message -> {
          current.set(Span.current());
          done.countDown();
        };
    try (Connection connection = factory().createConnection();
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(session.createQueue("listened"))) {
      consumer.setMessageListener(listener);
      assertThat(consumer.getMessageListener()).isSameAs(listener);
      connection.start();
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }
    SpanData processed = recorded.span("process");
    assertThat(processed.getParentSpanId()).isEqualTo(sent.getSpanId());
    assertThat(current.get().getSpanContext()).isEqualTo(processed.getSpanContext());
  }

  @Test
  void aRedeliveryIsASpanOfItsOwnWithTheCount() throws Exception {
    CountDownLatch twice = new CountDownLatch(2);
    SpanData sent = send("again", "text");
    try (JMSContext context = factory().createContext();
        JMSConsumer consumer = context.createConsumer(context.createQueue("again"))) {
      consumer.setMessageListener(
          message -> {
            twice.countDown();
            if (twice.getCount() > 0) {
              throw new IllegalStateException("Zephyrine 8675309");
            }
          });
      assertThat(twice.await(10, TimeUnit.SECONDS)).isTrue();
    }
    List<SpanData> processed = recorded.await("process", 2);
    assertThat(processed).extracting(SpanData::getParentSpanId).containsOnly(sent.getSpanId());
    assertThat(processed)
        .extracting(span -> span.getStatus().getStatusCode())
        .containsExactly(StatusCode.ERROR, StatusCode.UNSET);
    assertThat(processed)
        .extracting(span -> span.getAttributes().get(DELIVERIES))
        .containsExactly(null, 2L);
    assertThat(processed.get(0).getEvents())
        .as("the exception, which the gate writes anew")
        .hasSize(1);
    assertThat(String.valueOf(KeptSpans.redacted(processed.get(0))))
        .contains("java.lang.IllegalStateException")
        .doesNotContain("8675309");
  }

  @Test
  void theEndOfATransactionIsASpanThatLinksWhatItReceived() throws Exception {
    send("batch", "one");
    send("batch", "two");
    try (Connection connection = factory().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(session.createQueue("batch"))) {
      connection.start();
      consumer.receive(WAIT);
      consumer.receive(WAIT);
      session.rollback();
      consumer.receive(WAIT);
      consumer.receive(WAIT);
      session.commit();
      session.commit();
    }
    List<SpanData> received = recorded.spans("receive");
    assertThat(received)
        .extracting(span -> span.getAttributes().get(DELIVERIES))
        .containsExactly(null, null, 2L, 2L);
    assertThat(recorded.span("rollback").getAttributes().get(BATCH)).isEqualTo(2);
    assertThat(recorded.span("commit").getLinks())
        .extracting(LinkData::getSpanContext)
        .containsExactly(received.get(2).getSpanContext(), received.get(3).getSpanContext());
  }

  @Test
  void workOnAReceivedMessageContinuesTheSendersTrace() throws Exception {
    SpanData sent = send("polled", "text");
    try (JMSContext context = factory().createContext();
        JMSConsumer consumer = context.createConsumer(context.createQueue("polled"))) {
      Message message = consumer.receive(WAIT);
      String result =
          recorded.tracing.process(
              message, () -> recorded.tracing.process(message, () -> "met at both doors"));
      assertThat(result).isEqualTo("met at both doors");
    }
    assertThat(recorded.span("process").getParentSpanId()).isEqualTo(sent.getSpanId());
  }

  /** Languages without checked exceptions have listeners that throw them. */
  @Test
  void whatAListenerThrowsIsThrownUnchanged() {
    IOException thrown = new IOException("Zephyrine 8675309");
    MessageListener listener =
        message -> {
          throw ReceivingTest.<RuntimeException>unchecked(thrown);
        };

    assertThatThrownBy(
            () -> {
              TracedListener.of(listener, recorded.tracing, null).onMessage(null);
            })
        .isSameAs(thrown);
    assertThat(recorded.span("process").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> E unchecked(Exception thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void aTransactionThatAListenerEndsIsASpanWithinItsOwn() throws Exception {
    CountDownLatch done = new CountDownLatch(2);
    send("settled", "one");
    send("settled", "two");
    try (Connection connection = factory().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(session.createQueue("settled"))) {
      consumer.setMessageListener(
          message -> {
            done.countDown();
            if (done.getCount() == 0) {
              commit(session);
            }
          });
      connection.start();
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
      recorded.await("process", 2);
    }
    List<SpanData> processed = recorded.spans("process");
    SpanData commit = recorded.span("commit");
    assertThat(commit.getParentSpanId()).isEqualTo(processed.get(1).getSpanId());
    assertThat(commit.getAttributes().get(BATCH)).isEqualTo(2);
    assertThat(commit.getLinks())
        .extracting(LinkData::getSpanContext)
        .containsExactly(processed.get(0).getSpanContext(), processed.get(1).getSpanContext());
  }

  private static void commit(Session session) {
    try {
      session.commit();
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A listener that is a bean is called through an interceptor, with what the provider gave. */
  @Test
  void aListenerThatIsMetAgainInsideIsOneSpan() throws Exception {
    send("twice", "text");
    CountDownLatch done = new CountDownLatch(1);
    try (JMSContext context = factory().createContext();
        JMSConsumer consumer = context.createConsumer(context.createQueue("twice"))) {
      consumer.setMessageListener(
          message ->
              TracedListener.of(inner -> done.countDown(), recorded.tracing, null)
                  .onMessage(message));
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }
    recorded.span("process");
  }

  @Test
  void aMessageProcessedForAnotherIsASpanInItsOwnTrace() throws Exception {
    SpanData first = send("nested", "one");
    SpanData second = send("nested", "two");
    try (JMSContext context = factory().createContext();
        JMSConsumer consumer = context.createConsumer(context.createQueue("nested"))) {
      Message one = consumer.receive(WAIT);
      Message two = consumer.receive(WAIT);
      String worked =
          recorded.tracing.process(
              one,
              () ->
                  recorded.tracing.process(
                      two, () -> Span.current().getSpanContext().getTraceId()));
      assertThat(worked).isEqualTo(second.getTraceId());
    }
    assertThat(recorded.spans("process"))
        .extracting(SpanData::getParentSpanId)
        .containsExactly(second.getSpanId(), first.getSpanId());
  }

  @Test
  void aBrokerThatDiesIsTheApplicationsExceptionAndAMarkedSpan() throws Exception {
    Broker dying = new Broker();
    try (JMSContext context =
        recorded.traced(ConnectionFactory.class, dying.factory()).createContext()) {
      JMSConsumer consumer = context.createConsumer(context.createQueue("dying"));
      dying.close();
      assertThatThrownBy(() -> context.createConsumer(context.createQueue("dying")))
          .isInstanceOf(JMSRuntimeException.class);
      // A provider may also say that it is closed by answering with null.
      try {
        assertThat(consumer.receive(100)).isNull();
        assertThat(recorded.spans("receive")).isEmpty();
      } catch (JMSRuntimeException failed) {
        assertThat(recorded.span("receive").getStatus().getStatusCode())
            .isEqualTo(StatusCode.ERROR);
      }
    }
  }

  @Test
  void aConsumerThatIsClosedAnswersAsTheProviderDoes() throws Exception {
    try (Connection connection = factory().createConnection();
        Session session = connection.createSession()) {
      MessageConsumer consumer = session.createConsumer(session.createQueue("closed"));
      connection.start();
      consumer.close();
      assertThatThrownBy(() -> consumer.receive(1))
          .isInstanceOf(jakarta.jms.IllegalStateException.class);
    }
    assertThat(recorded.span("receive").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }
}
