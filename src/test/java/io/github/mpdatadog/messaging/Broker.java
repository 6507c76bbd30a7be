// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQQueueConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQTopicConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQXAConnectionFactory;

/** A real broker in this JVM, which keeps nothing on disk. */
public final class Broker implements AutoCloseable {
  private static int brokers;

  private final int id;
  private final int port;
  private final ActiveMQServer server;
  private volatile String fatal = "";

  public Broker() {
    this(0);
  }

  /** Also listens on a port, for other processes. */
  public Broker(int port) {
    synchronized (Broker.class) {
      id = ++brokers;
    }
    this.port = port;
    ConfigurationImpl configuration = new ConfigurationImpl();
    configuration
        .setPersistenceEnabled(false)
        .setSecurityEnabled(false)
        .setJMXManagementEnabled(false);
    configuration.addAcceptorConfiguration(
        new TransportConfiguration(InVMAcceptorFactory.class.getName(), Map.of("serverId", id)));
    if (port != 0) {
      configuration.addAcceptorConfiguration(
          new TransportConfiguration(
              NettyAcceptorFactory.class.getName(), Map.of("host", "localhost", "port", port)));
    }
    configuration.registerBrokerPlugin(
        new ActiveMQServerMessagePlugin() {
          @Override
          public void beforeSend(
              ServerSession session,
              Transaction transaction,
              Message message,
              boolean direct,
              boolean noAutoCreateQueue)
              throws ActiveMQException {
            if (message.getAddress().equals(fatal)) {
              hangUp();
              throw new ActiveMQException("no one hears this");
            }
          }
        });
    configuration.addAddressSetting("#", new AddressSettings().setRedeliveryDelay(0));
    server = ActiveMQServers.newActiveMQServer(configuration);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  ConnectionFactory queues() {
    return new ActiveMQQueueConnectionFactory("vm://" + id);
  }

  ConnectionFactory topics() {
    return new ActiveMQTopicConnectionFactory("vm://" + id);
  }

  XAConnectionFactory xa() {
    return new ActiveMQXAConnectionFactory("vm://" + id);
  }

  public ActiveMQConnectionFactory factory() {
    ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://" + id);
    // A dead broker is told at once.
    factory.setReconnectAttempts(0);
    factory.setCallTimeout(5_000);
    return factory;
  }

  public String url() {
    return "tcp://localhost:" + port;
  }

  /** From now on a message to that queue is the last thing that reaches this broker. */
  public void dieOfMessageTo(String queue) {
    fatal = queue;
  }

  /** Ends as a killed process does, without a word to its clients. */
  public void die() {
    hangUp();
    close();
  }

  private void hangUp() {
    server
        .getRemotingService()
        .getConnections()
        .forEach(connection -> connection.getTransportConnection().forceClose());
  }

  public boolean hasConsumer(String queue) {
    Queue found = server.locateQueue(queue);
    return found != null && found.getConsumerCount() > 0;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
