// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.messaging;

import io.github.mpdatadog.messaging.TracedOnMessage;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** In an EJB module of its own, and with a final method, which CDI does not intercept. */
@MessageDriven(
    name = "LabListener",
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(propertyName = "destination", propertyValue = "jms/labs")
    })
public class LabListener implements MessageListener {
  @Override
  @TracedOnMessage
  public void onMessage(Message message) {
    heard();
  }

  protected final void heard() {
    // Being called is all.
  }
}
