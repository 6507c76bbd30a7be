// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import static io.github.mpdatadog.messaging.Recorded.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.TopicSession;
import jakarta.jms.XAConnection;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XASession;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SendingTest {

  /** Sends one message with the text to the queue "results" or the topic "bulletins". */
  record Way(String name, Sender sender) {
    @Override
    public String toString() {
      return name;
    }
  }

  interface Sender {
    void send(Recorded recorded, String text) throws Exception;
  }

  @AutoClose private static final Broker broker = new Broker();

  private final Recorded recorded = new Recorded();

  static List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    classic(ways, "send", (s, p, q, m) -> p.send(m));
    classic(ways, "send with options", (s, p, q, m) -> p.send(m, 1, 5, 0));
    classic(ways, "send to", (s, p, q, m) -> s.createProducer(null).send(q, m));
    classic(
        ways, "send to with options", (s, p, q, m) -> s.createProducer(null).send(q, m, 1, 5, 0));
    ways.add(
        new Way(
            "queue sender",
            (r, text) -> {
              try (QueueConnection c =
                      r.traced(QueueConnectionFactory.class, broker.queues())
                          .createQueueConnection();
                  QueueSession s = c.createQueueSession(false, Session.AUTO_ACKNOWLEDGE)) {
                s.createSender(s.createQueue("results")).send(s.createTextMessage(text));
              }
            }));
    ways.add(
        new Way(
            "topic publisher",
            (r, text) -> {
              try (TopicConnection c =
                      r.traced(TopicConnectionFactory.class, broker.topics())
                          .createTopicConnection();
                  TopicSession s = c.createTopicSession(false, Session.AUTO_ACKNOWLEDGE)) {
                s.createPublisher(s.createTopic("bulletins")).publish(s.createTextMessage(text));
              }
            }));
    ways.add(
        new Way(
            "xa session",
            (r, text) -> {
              try (XAConnection c =
                      r.traced(XAConnectionFactory.class, broker.xa()).createXAConnection();
                  XASession s = c.createXASession()) {
                Session plain = s.getSession();
                plain
                    .createProducer(plain.createQueue("results"))
                    .send(plain.createTextMessage(text));
              }
            }));
    ways.add(
        new Way(
            "xa context",
            (r, text) -> {
              try (XAJMSContext c =
                  r.traced(XAConnectionFactory.class, broker.xa()).createXAContext()) {
                c.createProducer().send(c.createQueue("results"), text);
              }
            }));
    simplified(ways, "text", (c, p, q, text) -> p.send(q, text));
    simplified(ways, "message", (c, p, q, text) -> p.send(q, c.createTextMessage(text)));
    simplified(ways, "map", (c, p, q, text) -> p.send(q, Map.of("text", text)));
    simplified(ways, "bytes", (c, p, q, text) -> p.send(q, bytes(text)));
    simplified(ways, "object", (c, p, q, text) -> p.send(q, (Serializable) text));
    simplified(
        ways,
        "fluent",
        (c, p, q, text) -> p.setPriority(3).setJMSType("t").setProperty("a", 1).send(q, text));
    simplified(
        ways,
        "of a second context",
        (c, p, q, text) -> {
          try (JMSContext second = c.createContext(Session.AUTO_ACKNOWLEDGE)) {
            second.createProducer().send(q, text);
          }
        });
    return ways;
  }

  private interface Classic {
    void send(Session session, MessageProducer producer, Queue queue, Message message)
        throws Exception;
  }

  private static void classic(List<Way> ways, String name, Classic classic) {
    ways.add(
        new Way(
            "classic: " + name,
            (r, text) -> {
              try (Connection c =
                      r.traced(ConnectionFactory.class, broker.factory()).createConnection();
                  Session s = c.createSession()) {
                Queue queue = s.createQueue("results");
                classic.send(s, s.createProducer(queue), queue, s.createTextMessage(text));
              }
            }));
  }

  private interface Simplified {
    void send(JMSContext context, JMSProducer producer, Queue queue, String text);
  }

  private static void simplified(List<Way> ways, String name, Simplified simplified) {
    ways.add(
        new Way(
            "simplified: " + name,
            (r, text) -> {
              try (JMSContext c = context(r)) {
                simplified.send(c, c.createProducer(), c.createQueue("results"), text);
              }
            }));
  }

  private static JMSContext context(Recorded recorded) {
    return recorded.traced(ConnectionFactory.class, broker.factory()).createContext();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void everyWayOfSendingIsOneSpan(Way way) throws Exception {
    recorded.vocabulary.add(this, Kind.DESTINATION, List.of("results", "bulletins"));

    Span parent = recorded.inSpan("request", () -> way.sender.send(recorded, "text"));

    SpanData span = recorded.span("send");
    assertThat(span.getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(span.getParentSpanId()).isEqualTo(parent.getSpanContext().getSpanId());
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getAttributes().get(NAME)).isIn("results", "bulletins");
    assertThat(recorded.spans()).hasSize(2);
  }

  @Test
  void aMessageSentOutsideOfATraceBeginsOne() {
    try (JMSContext context = context(recorded)) {
      context.createProducer().send(context.createQueue("results"), "text");
    }
    assertThat(recorded.span("send").getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void theTraceTravelsUnderTheNamesThatDatadogAndOpenTelemetryRead() throws Exception {
    try (JMSContext context = context(recorded);
        JMSConsumer consumer = context.createConsumer(context.createQueue("names"))) {
      context.createProducer().setProperty("mine", 7).send(context.createQueue("names"), "text");
      Message received = consumer.receive(5_000);

      SpanData span = recorded.span("send");
      assertThat(names(received))
          .contains(
              "mine",
              "x__dash__datadog__dash__trace__dash__id",
              "x__dash__datadog__dash__parent__dash__id",
              "x__dash__datadog__dash__sampling__dash__priority",
              "traceparent",
              "tracestate")
          .allSatisfy(name -> assertThat(name).matches("[A-Za-z_][A-Za-z0-9_]*"));
      assertThat(received.getStringProperty("traceparent"))
          .isEqualTo("00-" + span.getTraceId() + "-" + span.getSpanId() + "-01");
      assertThat(received.getIntProperty("mine")).isEqualTo(7);
    }
  }

  private static List<String> names(Message message) throws Exception {
    List<String> names = new ArrayList<>();
    Enumeration<?> all = message.getPropertyNames();
    while (all.hasMoreElements()) {
      String name = all.nextElement().toString();
      if (!name.startsWith("JMSX")) {
        names.add(name);
      }
    }
    return names;
  }

  @Test
  void bodiesArriveAsTheProviderWouldSendThem() throws Exception {
    try (JMSContext context = context(recorded);
        JMSConsumer consumer = context.createConsumer(context.createQueue("bodies"))) {
      Queue queue = context.createQueue("bodies");
      JMSProducer producer = context.createProducer();
      producer.send(queue, "text");
      assertThat(((TextMessage) consumer.receive(5_000)).getText()).isEqualTo("text");
      producer.send(queue, (String) null);
      assertThat(((TextMessage) consumer.receive(5_000)).getText()).isNull();
      producer.send(queue, bytes("bytes"));
      assertThat(((BytesMessage) consumer.receive(5_000)).getBody(byte[].class))
          .isEqualTo(bytes("bytes"));
      producer.send(queue, Map.of("a", 1, "b", "two"));
      MapMessage map = (MapMessage) consumer.receive(5_000);
      assertThat(map.getInt("a")).isEqualTo(1);
      assertThat(map.getString("b")).isEqualTo("two");
      producer.send(queue, (Serializable) List.of("x").get(0));
      assertThat(((ObjectMessage) consumer.receive(5_000)).getObject()).isEqualTo("x");
      assertThat(producer.getPropertyNames()).as("the producer's own").isEmpty();
    }
  }

  @Test
  void aReceivedMessageIsSentOnWithTheTraceItCameWith() throws Exception {
    try (JMSContext context = context(recorded);
        JMSConsumer first = context.createConsumer(context.createQueue("first"));
        JMSConsumer second = context.createConsumer(context.createQueue("second"))) {
      context.createProducer().send(context.createQueue("first"), "text");
      Message received = first.receive(5_000);
      String before = received.getStringProperty("traceparent");

      context.createProducer().send(context.createQueue("second"), received);

      assertThat(second.receive(5_000).getStringProperty("traceparent")).isEqualTo(before);
    }
  }

  /** The second caller knows less: no origin, half an id, and no reason why it is kept. */
  @Test
  void aMessageThatIsSentTwiceKeepsNothingOfItsFirstTrace() throws Exception {
    try (JMSContext context = context(recorded);
        JMSConsumer consumer = context.createConsumer(context.createQueue("again"))) {
      TextMessage message = context.createTextMessage("text");
      message.setStringProperty("mine", "kept");
      JMSProducer producer = context.createProducer();
      Map<String, String> first =
          Map.of(
              "x-datadog-trace-id", "111",
              "x-datadog-parent-id", "11",
              "x-datadog-sampling-priority", "2",
              "x-datadog-origin", "synthetics",
              "x-datadog-tags", "_dd.p.tid=aaaaaaaaaaaaaaaa,_dd.p.dm=-4");
      Map<String, String> second =
          Map.of(
              "x-datadog-trace-id", "222",
              "x-datadog-parent-id", "22",
              "x-datadog-sampling-priority", "1");
      recorded.forCaller(first, () -> producer.send(context.createQueue("again"), message));
      recorded.forCaller(second, () -> producer.send(context.createQueue("again"), message));
      consumer.receive(5_000);
      Message received = consumer.receive(5_000);

      assertThat(received.getStringProperty("x__dash__datadog__dash__origin")).isEmpty();
      assertThat(received.getStringProperty("x__dash__datadog__dash__tags")).isEmpty();
      assertThat(received.getStringProperty("mine")).isEqualTo("kept");
    }
    SpanData sent = recorded.spans("send").get(1);
    SpanData received = recorded.spans("receive").get(1);
    assertThat(received.getTraceId()).isEqualTo(sent.getTraceId()).endsWith("00de");
    assertThat(received.getParentSpanId()).isEqualTo(sent.getSpanId());
    assertThat(received.getSpanContext().getTraceState().toString()).doesNotContain("synthetics");
  }

  @Test
  void anAsynchronousSendEndsWithItsCompletion() throws Exception {
    Completion completion = new Completion();
    try (Connection c =
            recorded.traced(ConnectionFactory.class, broker.factory()).createConnection();
        Session session = c.createSession()) {
      MessageProducer producer = session.createProducer(session.createQueue("async"));
      producer.send(session.createTextMessage("text"), completion);
      assertThat(completion.done.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(completion.message).isNotNull();
    assertThat(recorded.span("send").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void theSimplifiedProducerKeepsItsCompletionListener() throws Exception {
    Completion completion = new Completion();
    try (JMSContext context = context(recorded)) {
      JMSProducer producer = context.createProducer().setAsync(completion);
      producer.send(context.createQueue("async"), "text");
      assertThat(completion.done.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(producer.getAsync()).isSameAs(completion);
    }
    assertThat(recorded.span("send").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  private static final class Completion implements CompletionListener {
    final CountDownLatch done = new CountDownLatch(1);
    volatile Message message;

    @Override
    public void onCompletion(Message sent) {
      message = sent;
      done.countDown();
    }

    @Override
    public void onException(Message sent, Exception exception) {
      done.countDown();
    }
  }

  @Test
  void aRefusedMessageMarksTheSpanAndTheExceptionIsTheProviders() throws Exception {
    JMSContext bare = broker.factory().createContext();
    try (JMSContext context = context(recorded)) {
      Throwable expected = thrown(() -> bare.createProducer().send(null, "text"));

      assertThatThrownBy(() -> context.createProducer().send(null, "text"))
          .hasSameClassAs(expected)
          .hasMessage(expected.getMessage());
      assertThat(recorded.span("send").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(recorded.span("send").getAttributes().get(AttributeKey.stringKey("error.type")))
          .isEqualTo(expected.getClass().getName());
    } finally {
      bare.close();
    }
  }

  private static Throwable thrown(Runnable work) {
    try {
      work.run();
      throw new AssertionError("nothing thrown");
    } catch (RuntimeException failure) {
      return failure;
    }
  }

  @Test
  void aBrokerThatDiesIsTheApplicationsExceptionAndAMarkedSpan() throws Exception {
    Broker dying = new Broker();
    try (JMSContext context =
        recorded.traced(ConnectionFactory.class, dying.factory()).createContext()) {
      Queue queue = context.createQueue("results");
      context.createProducer().send(queue, "text");
      dying.close();
      assertThatThrownBy(() -> context.createProducer().send(queue, "text"))
          .isInstanceOf(jakarta.jms.JMSRuntimeException.class);
    }
    assertThat(recorded.spans("send"))
        .extracting(span -> span.getStatus().getStatusCode())
        .containsExactly(StatusCode.UNSET, StatusCode.ERROR);
  }

  @Test
  void onlyDeclaredNamesAreOnTheSpan() {
    try (JMSContext context = context(recorded)) {
      context.createProducer().send(context.createQueue("pump-SN-17"), "text");
    }
    assertThat(recorded.span("send").getAttributes().asMap().toString())
        .doesNotContain("SN-17")
        .contains("messaging.destination.kind=queue");
  }

  @Test
  void aTemporaryQueueIsNeverNamed() throws Exception {
    try (JMSContext context = context(recorded)) {
      Queue temporary = context.createTemporaryQueue();
      recorded.vocabulary.add(this, Kind.DESTINATION, List.of(temporary.getQueueName()));
      context.createProducer().send(temporary, "text");
    }
    assertThat(recorded.span("send").getAttributes().asMap())
        .containsEntry(AttributeKey.booleanKey("messaging.destination.temporary"), true)
        .doesNotContainKey(NAME);
  }

  @Test
  void nothingOfTheMessageIsOnTheSpan() throws Exception {
    String secret = "Zephyrine-8675309";
    try (JMSContext context = context(recorded)) {
      Topic topic = context.createTopic(secret);
      context
          .createProducer()
          .setProperty("patient", secret)
          .setJMSCorrelationID(secret)
          .setJMSType(secret)
          .send(topic, secret);
    }
    assertThat(recorded.spans().toString()).doesNotContain(secret);
  }
}
