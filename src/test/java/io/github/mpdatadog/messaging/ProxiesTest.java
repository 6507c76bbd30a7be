// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import java.io.Externalizable;
import java.io.Serializable;
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
