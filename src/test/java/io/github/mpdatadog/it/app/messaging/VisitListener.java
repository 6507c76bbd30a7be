// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.messaging;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.TextMessage;

/** Answers where it is asked to, and fails once for a message that says so. */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "jms/visits")
    })
public class VisitListener implements MessageListener {
  @Inject VisitReplies replies;

  @Override
  public void onMessage(Message message) {
    try {
      String body = message instanceof TextMessage text ? text.getText() : "";
      if (body.startsWith("fail") && !message.getJMSRedelivered()) {
        throw new IllegalArgumentException("cannot book " + body);
      }
      if (message.getJMSReplyTo() != null) {
        replies.reply(message);
      }
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }
}
