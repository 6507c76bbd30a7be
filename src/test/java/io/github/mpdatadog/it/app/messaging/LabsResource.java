// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.messaging;

import jakarta.annotation.Resource;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnectionFactory;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Uses setters, and a factory of the older kind. */
@Path("labs")
public class LabsResource {
  private QueueConnectionFactory factory;
  private Queue labs;

  @Resource(lookup = "jms/queues")
  public void setFactory(QueueConnectionFactory factory) {
    this.factory = factory;
  }

  @Resource(lookup = "jms/labs")
  public void setLabs(Queue labs) {
    this.labs = labs;
  }

  @POST
  public String order(String text) {
    try (JMSContext context = factory.createContext()) {
      context.createProducer().send(labs, text);
    }
    return "ordered";
  }
}
