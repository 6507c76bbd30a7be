// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.clinic;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;

/** Hands an admission over to the desk, which works it off in the background. */
@ApplicationScoped
public class Admissions {

  @Resource(lookup = "jms/factory")
  ConnectionFactory factory;

  @Resource(lookup = "jms/admissions")
  Queue desk;

  public void announce(Patient patient) {
    try (JMSContext context = factory.createContext()) {
      context
          .createProducer()
          .setProperty("mrn", patient.mrn())
          .send(desk, patient.name() + ", " + patient.age() + ", " + patient.phone());
    }
  }
}
