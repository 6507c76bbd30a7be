// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.messaging;

import io.github.mpdatadog.messaging.Messaging;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import javax.naming.InitialContext;

/** Sends what it is given, in the body and everywhere else that a message has room for text. */
@Path("visits")
@RequestScoped
public class VisitsResource {
  @Resource(lookup = "jms/factory")
  ConnectionFactory factory;

  @Resource(lookup = "jms/visits")
  Queue visits;

  @Inject JMSContext injected;

  @Resource UserTransaction transaction;

  /** In every place of a message that holds text. */
  @POST
  @Path("send/{how}")
  public String send(@PathParam("how") String how, String text) throws Exception {
    switch (how) {
      case "factory" -> {
        try (JMSContext context = factory.createContext()) {
          context.createProducer().setProperty("patient", text).send(visits, text);
        }
      }
      case "context" -> injected.createProducer().send(visits, text);
      case "classic" -> classic(factory, text);
      case "looked-up" -> classic(Messaging.traced(lookUp()), text);
      case "transaction" -> {
        transaction.begin();
        classic(factory, text);
        transaction.commit();
      }
      case "rollback" -> {
        transaction.begin();
        classic(factory, text);
        transaction.rollback();
      }
      case "everywhere" -> everywhere(text);
      default -> throw new IllegalArgumentException();
    }
    return "sent";
  }

  /**
   * In names, selectors and types; who has no such queue, or refuses, has the text in its answer.
   */
  private void everywhere(String text) throws Exception {
    String word = text.replaceAll("\\W", "_");
    String literal = "'" + text.replace("'", "''") + "'";
    try (JMSContext context = factory.createContext()) {
      Message message = context.createTextMessage(text);
      message.setObjectProperty("patient" + word, text);
      message.setJMSCorrelationID(text);
      message.setJMSType(text);
      context.createProducer().setJMSType(text).setProperty("p" + word, text).send(visits, message);
      attempt(() -> context.createProducer().send(context.createQueue(word), text));
      attempt(() -> context.createProducer().send(context.createQueue(text), text));
      attempt(() -> context.createProducer().send(context.createTopic(word), text));
      attempt(() -> context.createProducer().setJMSCorrelationID(text).send(visits, word));
      TemporaryQueue own = context.createTemporaryQueue();
      context.createProducer().setProperty("patient", text).setJMSType(text).send(own, text);
      attempt(() -> context.createConsumer(own, "patient = " + literal).receive(5_000));
      attempt(() -> context.createConsumer(own, "no selector: " + text).receiveNoWait());
      attempt(() -> context.createConsumer(context.createQueue(word)).receiveNoWait());
      attempt(() -> context.createBrowser(visits, "JMSType = " + literal).getEnumeration());
      attempt(() -> context.createSharedDurableConsumer(context.createTopic(word), text));
    }
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static void attempt(Attempt attempt) {
    try {
      attempt.run();
    } catch (Exception refused) {
      // The provider's text is not for the caller.
      return;
    }
  }

  private static ConnectionFactory lookUp() throws Exception {
    return (ConnectionFactory) new InitialContext().lookup("jms/factory");
  }

  private void classic(ConnectionFactory used, String text) throws Exception {
    try (Connection connection = used.createConnection();
        Session session = connection.createSession()) {
      TextMessage message = session.createTextMessage(text);
      message.setStringProperty("patient", text);
      message.setJMSCorrelationID(text);
      message.setJMSType(text);
      session.createProducer(visits).send(message);
    }
  }

  /** Waits for the answer in a queue of its own. */
  @POST
  @Path("ask")
  public String ask(String text) throws Exception {
    try (JMSContext context = factory.createContext()) {
      TemporaryQueue answers = context.createTemporaryQueue();
      context.createProducer().setJMSReplyTo(answers).send(visits, text);
      try (JMSConsumer consumer = context.createConsumer(answers)) {
        Message answer = consumer.receive(10_000);
        return answer == null ? "no answer" : answer.getBody(String.class);
      }
    }
  }
}
