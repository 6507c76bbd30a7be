// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.messaging;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Says what it gets to see where the broker dies, and knows nothing of the library. */
@Path("broken")
@RequestScoped
public class BrokenResource {
  @Resource(lookup = "jms/factory")
  ConnectionFactory factory;

  @Resource(lookup = "jms/empty")
  Queue empty;

  @Inject
  @JMSConnectionFactory("jms/factory")
  JMSContext injected;

  @Resource UserTransaction transaction;

  private static volatile Thread receiving;

  /** {@code null}, or the standard's classes of what was thrown. */
  @POST
  @Path("{how}")
  public String call(@PathParam("how") String how, String text) {
    try {
      switch (how) {
        case "injected" -> injected.createProducer().send(empty, text);
        case "factory" -> {
          try (JMSContext context = factory.createContext()) {
            context.createProducer().send(empty, text);
          }
        }
        case "classic" -> {
          try (Connection connection = factory.createConnection();
              Session session = connection.createSession()) {
            session.createProducer(empty).send(session.createTextMessage(text));
          }
        }
        case "transaction" -> {
          transaction.begin();
          injected.createProducer().send(empty, text);
          transaction.commit();
        }
        case "receive" -> {
          try (JMSContext context = factory.createContext();
              JMSConsumer consumer = context.createConsumer(empty)) {
            receiving = Thread.currentThread();
            return String.valueOf(consumer.receive(20_000));
          } finally {
            receiving = null;
          }
        }
        default -> throw new IllegalArgumentException();
      }
      return "null";
    } catch (Exception broken) {
      return classes(broken);
    }
  }

  /** Whether a thread waits for a message. */
  @GET
  @Path("receiving")
  public boolean isReceiving() {
    Thread thread = receiving;
    return thread != null && thread.getState() == Thread.State.TIMED_WAITING;
  }

  /** Those that code can catch; what the broker's client adds is a matter of moments. */
  private static String classes(Throwable thrown) {
    StringBuilder all = new StringBuilder();
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      String name = each.getClass().getName();
      all.append(name.startsWith("jakarta.") ? name + " " : "");
    }
    return all.toString();
  }
}
