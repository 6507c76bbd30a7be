// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.FreePort;
import io.github.mpdatadog.messaging.Broker;
import io.github.mpdatadog.messaging.Recorded;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A broker between us and a program with dd-java-agent: one trace, whoever sends. */
class MessagingPeersIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static Broker broker;
  private static FakeAgent agent;

  private final Recorded ours = new Recorded();

  @BeforeAll
  static void start() throws Exception {
    broker = new Broker(FreePort.find());
    agent = new FakeAgent();
  }

  @AfterAll
  static void stop() {
    agent.close();
    broker.close();
  }

  private static void run(String what, String queue) throws Exception {
    DatadogPeer.run(agent, MessagingPeer.class, what, broker.url(), queue);
  }

  private JMSContext context() {
    return ours.traced(ConnectionFactory.class, broker.factory()).createContext();
  }

  private static long id(String hex) {
    return Long.parseUnsignedLong(hex.substring(hex.length() - 16), 16);
  }

  @Test
  void weContinueTheTraceOfASenderWithTheJavaAgent() throws Exception {
    run("send", "from-peer");
    try (JMSContext context = context();
        JMSConsumer consumer = context.createConsumer(context.createQueue("from-peer"))) {
      consumer.receive(30_000);
    }

    ReceivedSpan sent = agent.awaitTrace(span -> span.name().equals("jms.produce"), SOON);
    SpanData received = ours.span("receive");
    assertThat(id(received.getTraceId())).isEqualTo(sent.traceId());
    assertThat(received.getTraceId()).startsWith(sent.meta().get("_dd.p.tid"));
    assertThat(id(received.getParentSpanId())).isEqualTo(sent.spanId());
    assertThat(sent.resource()).isEqualTo("Produced for Queue from-peer");
  }

  @Test
  void aReceiverWithTheJavaAgentContinuesOurTrace() throws Exception {
    try (JMSContext context = context()) {
      context.createProducer().send(context.createQueue("to-peer"), "text");
    }
    run("receive", "to-peer");

    ReceivedSpan received = agent.awaitTrace(span -> span.name().equals("jms.consume"), SOON);
    SpanData sent = ours.span("send");
    assertThat(received.traceId()).isEqualTo(id(sent.getTraceId()));
    assertThat(received.parentId()).isEqualTo(id(sent.getSpanId()));
    assertThat(received.resource()).isEqualTo("Consumed from Queue to-peer");
  }
}
