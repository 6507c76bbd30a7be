// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.KeptSpans;
import io.github.mpdatadog.privacy.Vocabulary;
import io.opentelemetry.api.trace.SpanBuilder;
import jakarta.jms.Queue;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Modules of one application, and the destinations that each can look up. */
class DestinationsTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  /** What a thread finds, by its class loader, as it is in a container. */
  private static final Map<ClassLoader, Map<String, Object>> NAMING = new HashMap<>();

  private static int lookUps;

  private final KeptSpans spans = new KeptSpans();
  private final ClassLoader registration = new URLClassLoader(new URL[0]);
  private final ClassLoader laboratory = new URLClassLoader(new URL[0]);
  private long now = -5;
  private final Destinations destinations = new Destinations(new Vocabulary(), () -> now);

  /** Found by its name. */
  public static final class Naming implements InitialContextFactory {
    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) {
      return (Context)
          Proxy.newProxyInstance(
              DestinationsTest.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (proxy, method, arguments) -> lookUp(String.valueOf(arguments[0])));
    }

    private static Object lookUp(String name) throws NameNotFoundException {
      lookUps++;
      Object found =
          NAMING.getOrDefault(Thread.currentThread().getContextClassLoader(), Map.of()).get(name);
      if (found == null) {
        throw new NameNotFoundException();
      }
      return found;
    }
  }

  @BeforeEach
  void begin() {
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Naming.class.getName());
    NAMING.clear();
    lookUps = 0;
  }

  @AfterEach
  void stop() {
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    spans.close();
  }

  private static Queue queue(String name) {
    return (Queue)
        Proxy.newProxyInstance(
            DestinationsTest.class.getClassLoader(),
            new Class<?>[] {Queue.class},
            (proxy, method, arguments) -> method.getName().equals("getQueueName") ? name : null);
  }

  /** What the span of a message for there says, sent by a thread of that module. */
  private String sent(ClassLoader module, String queue) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(module);
    try {
      SpanBuilder span = spans.sdk().getTracer("test").spanBuilder("send");
      destinations.describe(queue(queue), span);
      span.startSpan().end();
      return spans.ended().get(spans.ended().size() - 1).getAttributes().get(Recorded.NAME);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void later(Duration time) {
    now += time.toNanos();
  }

  @Test
  void aModuleThatSendsLaterHasItsDestinationsNamed() {
    destinations.declare(List.of("java:comp/env/jms/a", "java:comp/env/jms/b"));
    NAMING.put(registration, Map.of("java:comp/env/jms/a", queue("admissions")));
    NAMING.put(laboratory, Map.of("java:comp/env/jms/b", queue("results")));

    assertThat(sent(registration, "admissions")).isEqualTo("admissions");
    assertThat(sent(laboratory, "results")).isEqualTo("results");
  }

  @Test
  void eachModuleMayMeanAnotherDestinationByTheSameName() {
    destinations.declare(List.of("java:comp/env/jms/out"));
    NAMING.put(registration, Map.of("java:comp/env/jms/out", queue("admissions")));
    NAMING.put(laboratory, Map.of("java:comp/env/jms/out", queue("results")));

    assertThat(sent(registration, "admissions")).isEqualTo("admissions");
    assertThat(sent(laboratory, "results")).isEqualTo("results");
  }

  /** A thread that the application started has no naming context, but the same class loader. */
  @Test
  void whatCouldNotBeLookedUpAtFirstIsLookedUpAgain() {
    destinations.declare(List.of("java:comp/env/jms/b"));
    assertThat(sent(laboratory, "results")).isNull();
    NAMING.put(laboratory, Map.of("java:comp/env/jms/b", queue("results")));
    later(LONG);

    assertThat(sent(laboratory, "results")).isEqualTo("results");
  }

  @Test
  void whatIsNeverFoundIsLookedUpRarelyAndAFewAtATime() {
    List<String> names = IntStream.range(0, 100).mapToObj(i -> "jms/" + i).toList();
    destinations.declare(names);
    sent(laboratory, "device-0");
    assertThat(lookUps).as("at once").isEqualTo(100);

    for (int i = 1; i < 1000; i++) {
      sent(laboratory, "device-" + i);
    }
    assertThat(lookUps).as("soon").isEqualTo(100);

    int before = lookUps;
    later(LONG);
    sent(laboratory, "device-1000");
    assertThat(lookUps - before).as("later").isBetween(1, 20);

    before = lookUps;
    for (int second = 0; second < 3600; second++) {
      later(Duration.ofSeconds(1));
      sent(laboratory, "device");
    }
    assertThat(lookUps - before).as("in an hour").isBetween(100, 2000);
  }

  /** As where code sets one for each request. */
  @Test
  void manyClassLoadersAreNoMoreModulesThanAnApplicationHas() {
    destinations.declare(List.of("jms/never"));
    for (int i = 0; i < 1000; i++) {
      sent(new URLClassLoader(new URL[0]), "device-" + i);
    }

    assertThat(lookUps).isLessThan(100);
  }

  @Test
  void whatWasFoundIsNotLookedUpAgain() {
    destinations.declare(List.of("jms/a"));
    NAMING.put(laboratory, Map.of("jms/a", "no destination"));
    sent(laboratory, "device-1");
    later(LONG);
    sent(laboratory, "device-2");

    assertThat(lookUps).isEqualTo(1);
  }
}
