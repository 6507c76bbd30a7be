// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import jakarta.jms.JMSException;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;

/**
 * A pool of the application's, for a {@code ConnectionConsumer}: the provider puts messages into
 * sessions that it knows as its own. Their listeners were set through ours, and are traced.
 */
final class ProvidersSessions implements ServerSessionPool {

  private final ServerSessionPool pool;

  ProvidersSessions(ServerSessionPool pool) {
    this.pool = pool;
  }

  @Override
  public ServerSession getServerSession() throws JMSException {
    ServerSession given = pool.getServerSession();
    return given == null ? given : new Providers(given);
  }

  private static final class Providers implements ServerSession {

    private final ServerSession given;

    Providers(ServerSession given) {
      this.given = given;
    }

    @Override
    public Session getSession() throws JMSException {
      Session session = given.getSession();
      return Traced.behind(session) instanceof Session own ? own : session;
    }

    @Override
    public void start() throws JMSException {
      given.start();
    }
  }
}
