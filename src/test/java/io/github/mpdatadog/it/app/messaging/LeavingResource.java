// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.messaging;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.TemporaryQueue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Sends to itself by what the container injects, and knows nothing of the library. */
@Path("leaving")
public class LeavingResource {
  @Resource(lookup = "jms/factory")
  ConnectionFactory factory;

  @Inject JMSContext injected;

  @POST
  public String ask() {
    try (JMSContext context = factory.createContext()) {
      TemporaryQueue answers = context.createTemporaryQueue();
      injected.createProducer().send(answers, "done");
      try (JMSConsumer consumer = context.createConsumer(answers)) {
        return consumer.receiveBody(String.class, 30_000);
      }
    }
  }
}
