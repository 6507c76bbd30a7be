// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Message;
import java.util.concurrent.Callable;

/**
 * The door for what the container does not inject: factories that were looked up or made in code,
 * and messages that were received in a loop. Thread-safe; where messages are not traced, both
 * methods do nothing of their own.
 */
public final class Messaging {

  /**
   * Gives a factory whose connections, contexts, sessions, producers and consumers are traced.
   *
   * @param factory made by the provider; the result implements all interfaces that it does, but
   *     {@code Externalizable}, and can be serialized if the factory can
   */
  public static ConnectionFactory traced(ConnectionFactory factory) {
    return traced(ConnectionFactory.class, factory);
  }

  /**
   * Gives an object that is traced as above, by a type of its own: {@code
   * traced(XAConnectionFactory.class, factory)}.
   *
   * @param type an interface that the object implements
   * @param made a factory, connection, session, context, producer or consumer
   */
  public static <T> T traced(Class<T> type, T made) {
    Object traced = MessageTracing.traced(made);
    return type.isInstance(traced) ? type.cast(traced) : made;
  }

  /**
   * Runs what processes a message that was received in code, in a span that continues the sender's
   * trace. Listeners and message-driven beans need no such call.
   *
   * @throws Exception what the work throws
   */
  public static <T> T process(Message message, Callable<T> work) throws Exception {
    MessageTracing tracing = MessageTracing.ofApplication();
    return tracing == null ? work.call() : tracing.process(message, work);
  }

  private Messaging() {}
}
