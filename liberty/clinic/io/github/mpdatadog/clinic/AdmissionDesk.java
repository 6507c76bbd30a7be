// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.clinic;

import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** The desk: reads an announced admission and writes the first note. */
@MessageDriven
public class AdmissionDesk implements MessageListener {

  @Inject Patients patients;

  @Override
  public void onMessage(Message message) {
    try {
      patients.note(message.getStringProperty("mrn"), "Admitted: " + message.getBody(String.class));
    } catch (JMSException e) {
      throw new IllegalStateException("an admission could not be read", e);
    }
  }
}
