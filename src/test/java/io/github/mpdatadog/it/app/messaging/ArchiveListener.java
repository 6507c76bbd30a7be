// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.messaging;

import jakarta.ejb.MessageDriven;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** The other one that hears each notice, of which only server.xml says what it listens to. */
@MessageDriven
public class ArchiveListener implements MessageListener {
  @Override
  public void onMessage(Message message) {}
}
