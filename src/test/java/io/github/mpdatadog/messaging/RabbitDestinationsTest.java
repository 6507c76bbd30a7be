// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import static io.github.mpdatadog.messaging.Recorded.KIND;
import static io.github.mpdatadog.messaging.Recorded.NAME;
import static io.github.mpdatadog.messaging.Recorded.TEMPORARY;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.jms.admin.RMQConnectionFactory;
import com.rabbitmq.jms.admin.RMQDestination;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.common.AttributeKey;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TopicConnectionFactory;
import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Destinations of a provider with one class for all of them, which is what RabbitMQ has. */
class RabbitDestinationsTest {
  private final Recorded recorded = new Recorded();

  @BeforeEach
  void declare() {
    recorded.vocabulary.add(this, Kind.DESTINATION, List.of("visits"));
  }

  private Map<AttributeKey<?>, Object> sentTo(Destination destination) {
    recorded.tracing.end(recorded.tracing.startSending(destination), null);
    return recorded.span("send").getAttributes().asMap();
  }

  @Test
  void aQueueIsOneWhereItsClassIsEverything() {
    assertThat(sentTo(new RMQDestination("visits", true, false)))
        .containsEntry(KIND, "queue")
        .containsEntry(NAME, "visits")
        .doesNotContainKey(TEMPORARY);
  }

  @Test
  void aTopicIsOneWhereItsClassIsEverything() {
    assertThat(sentTo(new RMQDestination("visits", false, false)))
        .containsEntry(KIND, "topic")
        .containsEntry(NAME, "visits")
        .doesNotContainKey(TEMPORARY);
  }

  @Test
  void whatIsTemporaryHasNoNameWhereItsClassIsEverything() {
    assertThat(sentTo(new RMQDestination("visits", true, true)))
        .containsEntry(TEMPORARY, true)
        .doesNotContainKey(NAME);
  }

  @Test
  void whatDoesNotSayIsTemporary() {
    Class<?>[] all = {TemporaryQueue.class, TemporaryTopic.class};
    Object silent =
        Proxy.newProxyInstance(
            getClass().getClassLoader(), all, (proxy, method, arguments) -> "visits");
    assertThat(sentTo((Destination) silent)).containsEntry(TEMPORARY, true).doesNotContainKey(NAME);
  }

  @Test
  void whatTheContainerHasUnderADeclaredNameIsDeclaredByItsOwn() {
    String before = System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Names.class.getName());
    try {
      recorded.tracing.destinations.declare(List.of("jms/labs"));
      assertThat(sentTo(new RMQDestination("labs", true, false))).containsEntry(NAME, "labs");
    } finally {
      if (before == null) {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
      } else {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, before);
      }
    }
  }

  @Test
  void aFactoryStaysOneForQueuesAndTopics() {
    assertThat(recorded.traced(ConnectionFactory.class, new RMQConnectionFactory()))
        .isInstanceOf(QueueConnectionFactory.class)
        .isInstanceOf(TopicConnectionFactory.class);
  }

  /** A naming service in which every name is a queue called labs. */
  public static final class Names implements InitialContextFactory {
    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
      return new InitialContext(true) {
        @Override
        public Object lookup(String name) {
          return new RMQDestination("labs", true, false);
        }
      };
    }
  }
}
