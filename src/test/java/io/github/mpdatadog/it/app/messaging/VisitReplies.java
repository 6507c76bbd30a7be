// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.messaging;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

/** Sends replies to the queue that a message names. */
@ApplicationScoped
public class VisitReplies {
  @Resource(lookup = "jms/factory")
  ConnectionFactory factory;

  void reply(Message request) throws JMSException {
    try (JMSContext context = factory.createContext()) {
      context
          .createProducer()
          .setJMSCorrelationID(request.getJMSMessageID())
          .send(request.getJMSReplyTo(), "done");
    }
  }
}
