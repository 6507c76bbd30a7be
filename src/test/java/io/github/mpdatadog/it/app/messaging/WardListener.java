// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.messaging;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;

/** One of two that hear each notice. */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Topic"),
      @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "jms/notices")
    })
public class WardListener implements MessageListener {
  /** Tries to pass on a notice that says to whom. */
  @Override
  public void onMessage(Message message) {
    try (Client client = ClientBuilder.newClient()) {
      String body = message.getBody(String.class);
      if (body.startsWith("http:")) {
        client.target(body).request().get().close();
      }
    } catch (JMSException | ProcessingException unheard) {
      // It was only a notice.
      return;
    }
  }
}
