// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mpdatadog.Passivated;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.util.Iterator;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A session bean may be written to disk with the connection factory that was injected. */
class PassivationTest {
  private static Broker broker;

  private final Recorded recorded = new Recorded();

  @BeforeAll
  static void start() throws Exception {
    broker = new Broker();
    CDI.setCDIProvider(Container::ofCaller);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @AfterEach
  void leave() {
    Container.tracing = null;
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
    Container.tracing = recorded.tracing;

    send(back);

    assertThat(recorded.spans("send")).hasSize(1);
  }

  /** The factory of Artemis is more, Externalizable. */
  @Test
  void aFactoryThatIsSerializableButNotExternalizableCanBeWrittenToo() throws Exception {
    ConnectionFactory back =
        Passivated.andActivated(
            recorded.traced(ConnectionFactory.class, new Written(broker.factory())));
    Container.tracing = recorded.tracing;

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

  /** A server whose applications have their messages traced, while there is a tracing. */
  private static final class Container extends CDI<Object> {

    static volatile MessageTracing tracing;

    static CDI<Object> ofCaller() {
      if (tracing == null) {
        throw new IllegalStateException("Could not find deployment");
      }
      return new Container();
    }

    @Override
    public Object get() {
      return tracing;
    }

    @Override
    public boolean isUnsatisfied() {
      return false;
    }

    @Override
    public boolean isAmbiguous() {
      return false;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <U> Instance<U> select(Class<U> type, Annotation... qualifiers) {
      return (Instance<U>) this;
    }

    @Override
    public Instance<Object> select(Annotation... qualifiers) {
      return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <U> Instance<U> select(TypeLiteral<U> type, Annotation... qualifiers) {
      return (Instance<U>) this;
    }

    @Override
    public BeanManager getBeanManager() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void destroy(Object instance) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Handle<Object> getHandle() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<? extends Handle<Object>> handles() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Iterator<Object> iterator() {
      throw new UnsupportedOperationException();
    }
  }
}
