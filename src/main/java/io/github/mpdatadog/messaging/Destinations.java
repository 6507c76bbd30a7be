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
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Set<String> lookedUp = ConcurrentHashMap.newKeySet();

  Destinations(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  void describe(@Nullable Destination destination, SpanBuilder span) {
    if (destination == null) {
      return;
    }
    boolean queue = destination instanceof Queue;
    if (queue || destination instanceof Topic) {
      span.setAttribute(KIND, queue ? "queue" : "topic");
    }
    if (destination instanceof TemporaryQueue || destination instanceof TemporaryTopic) {
      span.setAttribute(TEMPORARY, true);
      return;
    }
    String name = name(destination);
    if (vocabulary.contains(DESTINATION, name)) {
      span.setAttribute(NAME, name);
    }
  }

  /** Declares the name of a destination that the container handed out for a name in the code. */
  void declare(Destination configured) {
    String name = name(configured);
    boolean temporary =
        configured instanceof TemporaryQueue || configured instanceof TemporaryTopic;
    if (name != null && !temporary) {
      vocabulary.add(this, DESTINATION, List.of(name));
    }
  }

  /**
   * Declares what the container knows under a name that an annotation holds. Must be called on a
   * thread of the application; each name is looked up once.
   */
  @SuppressWarnings("BanJNDI") // the name is a constant of the application's classes
  void declareLookup(String jndiName) {
    if (lookedUp.add(jndiName)) {
      try {
        if (new InitialContext().lookup(jndiName) instanceof Destination found) {
          declare(found);
        }
      } catch (NamingException | RuntimeException unknown) {
        // Then the name stays in the server.
        return;
      }
    }
  }

  private static @Nullable String name(Destination destination) {
    try {
      if (destination instanceof Queue queue) {
        return queue.getQueueName();
      }
      return destination instanceof Topic topic ? topic.getTopicName() : null;
    } catch (JMSException | RuntimeException unavailable) {
      return null;
    }
  }
}
