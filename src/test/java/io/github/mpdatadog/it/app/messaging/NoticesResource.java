// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.messaging;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Topic;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Tells what it is given to whoever listens. */
@Path("notices")
@RequestScoped
public class NoticesResource {
  @Resource(lookup = "jms/factory")
  ConnectionFactory factory;

  @Resource(lookup = "jms/notices")
  Topic notices;

  @POST
  public String tell(String text) {
    try (JMSContext context = factory.createContext()) {
      context.createProducer().setProperty("patient", text).setJMSType(text).send(notices, text);
    }
    return "told";
  }
}
