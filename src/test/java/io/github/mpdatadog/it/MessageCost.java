// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import io.github.mpdatadog.messaging.Broker;
import io.github.mpdatadog.messaging.Recorded;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures what tracing adds to a message that is sent and received: one broker in the process, the
 * same loop bare, with the library and with dd-java-agent, in alternating processes. Not a test:
 * {@code mvn -Pmessage-cost verify} runs it and prints a table. Times are CPU times of the thread
 * that sends and receives, so that they mean something on a busy machine, too.
 */
public final class MessageCost {
  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final int BATCHES = Integer.getInteger("batches", 60);
  private static final int BATCH = 1_000;
  private static final String LAST = "ns:";
  private static final Path AGENT =
      Path.of(System.getProperty("agents.home", "target/agents"), "dd-java-agent.jar");

  private enum Variant {
    BARE,
    LIBRARY,
    DD_JAVA_AGENT
  }

  private MessageCost() {}

  /** Without arguments, the parent; with the name of a variant, one measurement. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      measure(Variant.valueOf(arguments[0]));
      return;
    }
    Map<Variant, List<Double>> micros = new EnumMap<>(Variant.class);
    try (FakeAgent agent = new FakeAgent()) {
      for (int round = 0; round < ROUNDS; round++) {
        for (Variant variant : Variant.values()) {
          double cost = run(variant, agent.url());
          micros.computeIfAbsent(variant, v -> new ArrayList<>()).add(cost);
          System.out.printf(Locale.ROOT, "round %d, %s: %.2f us%n", round + 1, variant, cost);
          agent.forget();
        }
      }
    }
    double bare = median(micros.get(Variant.BARE));
    System.out.printf("%n%d runs each, median (least to greatest)%n", ROUNDS);
    micros.forEach(
        (variant, all) ->
            System.out.printf(
                Locale.ROOT,
                "%-14s %.2f (%.2f to %.2f) us a message, added %.2f us%n",
                variant,
                median(all),
                Collections.min(all),
                Collections.max(all),
                median(all) - bare));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  private static double run(Variant variant, String agentUrl) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-Ddd.trace.agent.url=" + agentUrl, "-Dbatches=" + BATCHES));
    if (variant == Variant.DD_JAVA_AGENT) {
      command.add("-javaagent:" + AGENT.toAbsolutePath());
      command.add("-Ddd.service=cost");
    } else if (variant == Variant.LIBRARY) {
      command.addAll(
          List.of("-Ddd.api.key=k", "-Ddd.service=cost", "-Dotel.traces.exporter=datadog"));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(MessageCost.class.getName(), variant.name()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> lines = out.lines().toList();
      return lines.stream()
          .filter(line -> line.startsWith(LAST))
          .mapToDouble(line -> Double.parseDouble(line.substring(LAST.length())) / 1_000)
          .findFirst()
          .orElseThrow(() -> new UncheckedIOException(new IOException(lines.toString())));
    }
  }

  private static void measure(Variant variant) throws Exception {
    long[] batches = new long[BATCHES];
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    try (Broker broker = new Broker()) {
      ConnectionFactory factory = broker.factory();
      if (variant == Variant.LIBRARY) {
        factory =
            Recorded.traced(
                AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk(), factory);
      }
      try (Connection connection = factory.createConnection();
          Session session = connection.createSession()) {
        Queue queue = session.createQueue("cost");
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        MessageConsumer consumer = session.createConsumer(queue);
        connection.start();
        String body = "x".repeat(200);
        for (int batch = 0; batch < BATCHES; batch++) {
          long begin = threads.getCurrentThreadCpuTime();
          for (int i = 0; i < BATCH; i++) {
            producer.send(session.createTextMessage(body));
            consumer.receive();
          }
          batches[batch] = (threads.getCurrentThreadCpuTime() - begin) / BATCH;
        }
      }
    }
    // The second half: by then everything is compiled.
    long[] warm = Arrays.copyOfRange(batches, BATCHES / 2, BATCHES);
    Arrays.sort(warm);
    System.out.println(LAST + warm[warm.length / 2]);
    System.exit(0);
  }
}
