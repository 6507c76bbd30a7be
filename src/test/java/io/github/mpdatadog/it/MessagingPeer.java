// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Another program, which sends one message or receives one, and knows nothing of tracing. */
public final class MessagingPeer {
  private MessagingPeer() {}

  /** {@code send} or {@code receive}, the broker's URL and the queue. */
  public static void main(String[] arguments) throws Exception {
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(arguments[1]);
        Connection connection = factory.createConnection();
        Session session = connection.createSession()) {
      Queue queue = session.createQueue(arguments[2]);
      if (arguments[0].equals("send")) {
        session.createProducer(queue).send(session.createTextMessage("text"));
      } else {
        connection.start();
        MessageConsumer consumer = session.createConsumer(queue);
        consumer.receive(30_000);
        consumer.close();
      }
    }
  }
}
