// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mpdatadog.OneBean;
import io.github.mpdatadog.Passivated;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import java.io.NotSerializableException;
import java.io.Serializable;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A session bean may be written to disk with the connection factory that was injected. */
class PassivationTest {
  @AutoClose private static final Broker broker = new Broker();

  /** Of the application that calls; null before it has started. */
  private static volatile MessageTracing tracing;

  private static CDI<Object> container() {
    if (tracing == null) {
      throw new IllegalStateException("Could not find deployment");
    }
    return new OneBean(tracing);
  }

  private final Recorded recorded = new Recorded();

  @BeforeAll
  static void start() {
    CDI.setCDIProvider(PassivationTest::container);
  }

  @AfterEach
  void leave() {
    tracing = null;
  }

  private static void send(ConnectionFactory factory) {
    try (JMSContext context = factory.createContext()) {
      context.createProducer().send(context.createQueue("passivated"), "Zephyrine");
    }
  }

  @Test
  void aFactoryCanBeWrittenAndItsMessagesAreTracedAfterwards() throws Exception {
    ConnectionFactory back =
        Passivated.andActivated(recorded.traced(ConnectionFactory.class, broker.factory()));
    tracing = recorded.tracing;

    send(back);

    assertThat(recorded.spans("send")).hasSize(1);
  }

  /** The factory of Artemis is more, Externalizable. */
  @Test
  void aFactoryThatIsSerializableButNotExternalizableCanBeWrittenToo() throws Exception {
    ConnectionFactory back =
        Passivated.andActivated(
            recorded.traced(ConnectionFactory.class, new Written(broker.factory())));
    tracing = recorded.tracing;

    send(back);

    assertThat(recorded.spans("send")).hasSize(1);
  }

  @Test
  void itsMessagesAreSentWhereTheyAreNotTraced() throws Exception {
    ConnectionFactory back =
        Passivated.andActivated(recorded.traced(ConnectionFactory.class, broker.factory()));

    send(back);

    assertThat(recorded.spans()).isEmpty();
  }

  @Test
  void itIsStillTheSameAndNotWrappedTwice() throws Exception {
    ConnectionFactory back =
        Passivated.andActivated(recorded.traced(ConnectionFactory.class, broker.factory()));

    assertThat(back).isEqualTo(back).hasSameHashCodeAs(back);
    assertThat(recorded.traced(ConnectionFactory.class, back)).isSameAs(back);
    assertThat(Passivated.andActivated(back)).isInstanceOf(ConnectionFactory.class);
  }

  @Test
  void whatCannotBeWrittenFailsAsItWouldWithoutUs() throws Exception {
    ConnectionFactory factory = recorded.traced(ConnectionFactory.class, broker.factory());
    try (Connection connection = factory.createConnection();
        JMSContext context = factory.createContext()) {
      JMSProducer producer = context.createProducer();
      assertThatThrownBy(() -> Passivated.andActivated(connection))
          .isInstanceOf(NotSerializableException.class)
          .hasMessageContaining("activemq");
      assertThatThrownBy(() -> Passivated.andActivated(producer))
          .isInstanceOf(NotSerializableException.class)
          .hasMessageContaining("activemq");
    }
  }

  private static final class Written implements ConnectionFactory, Serializable {
    private static final long serialVersionUID = 1L;

    private final ActiveMQConnectionFactory provider;

    Written(ActiveMQConnectionFactory provider) {
      this.provider = provider;
    }

    @Override
    public Connection createConnection() throws JMSException {
      return provider.createConnection();
    }

    @Override
    public Connection createConnection(String user, String password) throws JMSException {
      return provider.createConnection(user, password);
    }

    @Override
    public JMSContext createContext() {
      return provider.createContext();
    }

    @Override
    public JMSContext createContext(String user, String password) {
      return provider.createContext(user, password);
    }

    @Override
    public JMSContext createContext(String user, String password, int mode) {
      return provider.createContext(user, password, mode);
    }

    @Override
    public JMSContext createContext(int mode) {
      return provider.createContext(mode);
    }
  }
}
