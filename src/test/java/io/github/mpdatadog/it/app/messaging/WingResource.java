// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.messaging;

import jakarta.annotation.Resource;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Sends to a queue that the descriptor of each of its modules says. */
@Path("wing")
public class WingResource {
  @Resource(lookup = "jms/factory")
  private ConnectionFactory factory;

  @Resource(name = "jms/out")
  private Queue out;

  @POST
  public String send(String text) {
    try (JMSContext context = factory.createContext()) {
      context.createProducer().send(out, text);
    }
    return "sent";
  }
}
