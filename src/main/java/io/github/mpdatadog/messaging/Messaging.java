// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Message;
import java.util.concurrent.Callable;

/**
 * Traces what the container does not inject: factories that were looked up or made in code, and
 * messages that were received in a loop.
 *
 * <pre>{@code
 * ConnectionFactory factory = Messaging.traced((ConnectionFactory) new InitialContext().lookup("jms/factory"));
 * ...
 * Message message = consumer.receive();
 * Messaging.process(message, () -> book(message));
 * }</pre>
 *
 * <p>Call it on a thread of the application. Where messages are not traced, by {@code
 * dd.trace.jms.enabled} too, and where no application is known, objects are given back as they are
 * and work is run as it is. Thread-safe.
 */
public final class Messaging {

  /**
   * Gives a factory whose connections, contexts, sessions, producers and consumers are traced.
   *
   * @param factory made by the provider
   * @return a proxy that implements all interfaces of the factory but {@code Externalizable}, and
   *     can be serialized if the factory can; the factory itself where it is traced already
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
   * @param <T> that interface
   * @return the object itself where it is none of these, is traced already, or no proxy can have
   *     that interface
   */
  public static <T> T traced(Class<T> type, T made) {
    Object traced = MessageTracing.traced(made);
    return type.isInstance(traced) ? type.cast(traced) : made;
  }

  /**
   * Runs what processes a message that was received in code, in a span that continues the sender's
   * trace and is current meanwhile. It ends with the work, in error if that throws. Listeners and
   * message-driven beans need no such call.
   *
   * @param message as it was received; not changed
   * @param work run once, on the calling thread
   * @param <T> what the work gives
   * @return what the work gives
   * @throws Exception what the work throws, unchanged
   */
  public static <T> T process(Message message, Callable<T> work) throws Exception {
    MessageTracing tracing = MessageTracing.ofApplication();
    return tracing == null ? work.call() : tracing.process(message, work::call);
  }

  private Messaging() {}
}
