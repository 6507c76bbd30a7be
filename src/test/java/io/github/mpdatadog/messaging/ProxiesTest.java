// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.StatusCode;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import java.io.Externalizable;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import javax.naming.Referenceable;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionForContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What stands before the provider's objects looks like them. */
class ProxiesTest {
  @AutoClose private static final Broker broker = new Broker();

  private final Recorded recorded = new Recorded();

  @Test
  void everyInterfaceOfTheProviderIsThere() throws Exception {
    ConnectionFactory traced = recorded.traced(ConnectionFactory.class, broker.factory());
    assertThat(traced).isInstanceOf(Referenceable.class).isInstanceOf(Serializable.class);
    try (Connection connection = traced.createConnection()) {
      assertThat(connection).isInstanceOf(ActiveMQConnectionForContext.class);
    }
  }

  /** The JDK reads no proxy that is; the provider's factory is, and is written as one. */
  @Test
  void onlyExternalizableNoneIs() {
    assertThat(broker.factory()).isInstanceOf(Externalizable.class);
    assertThat(recorded.traced(ConnectionFactory.class, broker.factory()))
        .isNotInstanceOf(Externalizable.class);
  }

  @Test
  void nothingIsWrappedTwice() {
    ConnectionFactory traced = recorded.traced(ConnectionFactory.class, broker.factory());
    assertThat(recorded.traced(ConnectionFactory.class, traced)).isSameAs(traced);
  }

  @Test
  void anObjectEqualsItself() {
    ConnectionFactory traced = recorded.traced(ConnectionFactory.class, broker.factory());
    assertThat(traced).isEqualTo(traced).hasSameHashCodeAs(traced);
    assertThat(traced.equals(recorded.traced(ConnectionFactory.class, broker.factory()))).isFalse();
  }

  @Test
  void aFluentProducerStaysTraced() {
    try (JMSContext context =
        recorded.traced(ConnectionFactory.class, broker.factory()).createContext()) {
      JMSProducer producer = context.createProducer();
      assertThat(producer.setPriority(2).setTimeToLive(9)).isSameAs(producer);
    }
  }

  /** A vendor's interface whose method promises a class. */
  public interface VendorFactory extends ConnectionFactory {
    @Override
    ActiveMQConnection createConnection() throws JMSException;
  }

  /** The vendor. */
  public static final class Vendor extends ActiveMQConnectionFactory implements VendorFactory {
    Vendor(String url) {
      super(url);
    }

    @Override
    public ActiveMQConnection createConnection() throws JMSException {
      return (ActiveMQConnection) super.createConnection();
    }
  }

  @Test
  void aPromisedClassIsHandedOutAsItIs() throws Exception {
    VendorFactory traced =
        recorded.traced(VendorFactory.class, new Vendor(broker.factory().toURI().toString()));
    try (ActiveMQConnection connection = traced.createConnection()) {
      assertThat(connection).isNotNull();
    }
  }

  /** A vendor's producer with ways of sending of its own. */
  public interface VendorProducer extends JMSProducer {
    VendorProducer send(String body);

    VendorProducer send(String queue, String body);
  }

  @Test
  void aVendorsOwnWaysOfSendingAreTheVendors() {
    List<Object> sent = new ArrayList<>();
    VendorProducer traced =
        recorded.traced(
            VendorProducer.class,
            answering(
                VendorProducer.class,
                (producer, method, arguments) -> {
                  if (!method.getName().equals("send")) {
                    return null;
                  }
                  sent.addAll(List.of(arguments));
                  return producer;
                }));

    assertThat(traced.send("Zephyrine").send("visits", "Ambroz")).isSameAs(traced);
    assertThat(sent).containsExactly("Zephyrine", "visits", "Ambroz");
    assertThat(recorded.spans()).isEmpty();
  }

  /** As ActiveMQ: it has no asynchronous sends, and says so to whoever asks. */
  @Test
  void aProducerThatKnowsNoCompletionListenersSends() {
    Queue queue = answering(Queue.class, (proxy, method, arguments) -> null);
    List<Object> sent = new ArrayList<>();
    JMSProducer traced =
        recorded.traced(
            JMSProducer.class,
            answering(
                JMSProducer.class,
                (producer, method, arguments) -> {
                  if (method.getName().endsWith("Async")) {
                    throw new UnsupportedOperationException("not supported");
                  }
                  sent.add(arguments[1]);
                  return producer;
                }));

    assertThat(traced.send(queue, "Zephyrine")).isSameAs(traced);
    assertThat(sent).containsExactly("Zephyrine");
    assertThat(recorded.span("send").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  /** A listener that cannot be replaced is told as before; the span ends with the call. */
  @Test
  void aCompletionListenerThatCannotBeReplacedIsTheApplications() {
    Queue queue = answering(Queue.class, (proxy, method, arguments) -> null);
    CompletionListener own = answering(CompletionListener.class, (proxy, method, none) -> null);
    List<Object> sent = new ArrayList<>();
    JMSProducer traced =
        recorded.traced(
            JMSProducer.class,
            answering(
                JMSProducer.class,
                (producer, method, arguments) ->
                    switch (method.getName()) {
                      case "getAsync" -> own;
                      case "setAsync" -> throw new IllegalStateException("in use");
                      default -> sent.add(arguments[1]) ? producer : null;
                    }));

    assertThat(traced.send(queue, "Zephyrine")).isSameAs(traced);
    assertThat(sent).containsExactly("Zephyrine");
    recorded.span("send");
  }

  /** Providers take only sessions of their own from a pool of the application's. */
  @Test
  void aProviderGetsItsOwnSessionsFromAServerSessionPool() throws Exception {
    Session session = answering(Session.class, (proxy, method, arguments) -> null);
    ServerSession[] taken = new ServerSession[1];
    Connection connection =
        recorded.traced(
            Connection.class,
            answering(
                Connection.class,
                (proxy, method, arguments) -> {
                  if (method.getName().equals("createSession")) {
                    return session;
                  }
                  taken[0] = ((ServerSessionPool) arguments[2]).getServerSession();
                  return null;
                }));
    Session traced = connection.createSession();
    List<String> started = new ArrayList<>();

    connection.createConnectionConsumer(
        (Queue) null,
        null,
        () ->
            new ServerSession() {
              @Override
              public Session getSession() {
                return traced;
              }

              @Override
              public void start() {
                started.add("once");
              }
            },
        1);

    assertThat(traced).isNotSameAs(session);
    assertThat(taken[0].getSession()).isSameAs(session);
    taken[0].start();
    assertThat(started).containsExactly("once");
  }

  private static <T> T answering(Class<T> type, InvocationHandler answers) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
  }

  /** No CDI here, so no application whose messages could be traced. */
  @Test
  void whereNothingIsTracedTheDoorGivesBackWhatItIsGiven() throws Exception {
    ConnectionFactory factory = broker.factory();
    assertThat(Messaging.traced(factory)).isSameAs(factory);
    try (JMSContext context = factory.createContext()) {
      assertThat(Messaging.process(context.createTextMessage(), () -> "done")).isEqualTo("done");
    }
  }
}
