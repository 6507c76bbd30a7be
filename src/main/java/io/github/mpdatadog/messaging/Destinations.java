// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import static io.github.mpdatadog.privacy.Vocabulary.Kind.DESTINATION;

import io.github.mpdatadog.privacy.Vocabulary;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * What a span may say about a queue or topic: which of the two it is, whether it is temporary, and
 * its name if code or configuration declares it. A name can be made of data: {@code pump/SN-17}.
 *
 * <p>Thread-safe.
 */
final class Destinations {

  private static final AttributeKey<String> NAME =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> KIND =
      AttributeKey.stringKey("messaging.destination.kind");
  private static final AttributeKey<Boolean> TEMPORARY =
      AttributeKey.booleanKey("messaging.destination.temporary");

  private final Vocabulary vocabulary;
  private final LookUps lookUps;

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  Destinations(Vocabulary vocabulary, LongSupplier nanoTime) {
    this.vocabulary = vocabulary;
    this.lookUps = new LookUps(nanoTime);
  }

  void describe(@Nullable Destination destination, SpanBuilder span) {
    if (destination == null) {
      return;
    }
    boolean queue = isQueue(destination);
    if (queue || destination instanceof Topic) {
      span.setAttribute(KIND, queue ? "queue" : "topic");
    }
    if (isTemporary(destination)) {
      span.setAttribute(TEMPORARY, true);
      return;
    }
    String name = name(destination);
    if (isDeclared(name)) {
      span.setAttribute(NAME, name);
    }
  }

  /**
   * Declares names that annotations hold, and has them looked up when a destination is met that is
   * not known by then: each can be the name of one, or what the container calls it.
   */
  void declare(Collection<String> names) {
    vocabulary.add(this, DESTINATION, names);
    lookUps.add(names);
  }

  private boolean isDeclared(@Nullable String name) {
    return name != null
        && (vocabulary.contains(DESTINATION, name)
            || (lookUps.tryNow(this::lookUp) && vocabulary.contains(DESTINATION, name)));
  }

  /** Whether the container knows the name, and tells what it is good for. */
  @SuppressWarnings("BanJNDI") // the name is a constant of the application's classes
  private boolean lookUp(String jndiName) {
    try {
      Object found = new InitialContext().lookup(jndiName);
      if (!(found instanceof Destination configured) || isTemporary(configured)) {
        return found != null;
      }
      String name = name(configured);
      if (name != null) {
        vocabulary.add(this, DESTINATION, List.of(name));
      }
      return name != null;
    } catch (NamingException | RuntimeException | LinkageError unknown) {
      // Then the name stays in the server.
      return false;
    }
  }

  private static boolean isQueue(Destination destination) {
    return destination instanceof Queue
        && (!(destination instanceof Topic) || says(destination, "isQueue"));
  }

  private static boolean isTemporary(Destination destination) {
    boolean queue = destination instanceof TemporaryQueue;
    boolean topic = destination instanceof TemporaryTopic;
    if (queue && topic) {
      return says(destination, "isTemporary");
    }
    return queue || topic;
  }

  /** RabbitMQ has one class for all, which says itself what it is; who does not say, is. */
  private static boolean says(Destination destination, String what) {
    try {
      return !Boolean.FALSE.equals(destination.getClass().getMethod(what).invoke(destination));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError silent) {
      return true;
    }
  }

  private static @Nullable String name(Destination destination) {
    try {
      if (destination instanceof Queue queue && isQueue(destination)) {
        return queue.getQueueName();
      }
      return destination instanceof Topic topic ? topic.getTopicName() : null;
    } catch (JMSException | RuntimeException | LinkageError unavailable) {
      return null;
    }
  }
}
