// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import io.github.mpdatadog.messaging.Broker;
import io.github.mpdatadog.messaging.Recorded;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
 *
 * <p>The library is measured next to bare batches of its own process, in pairs; an agent leaves
 * none bare. So is the least that any tracer adds: the properties alone, set and read by hand.
 *
 * <p>The processes have one CPU, by {@code taskset}, and G1 whatever their CPUs are; {@code
 * -Dcpus=0,1} gives them more, and without {@code taskset} they have all. On several the broker's
 * threads run beside this one, and whatever a message holds has to come over from there: a bare
 * message takes from 9 to 20 us then, as the system places the threads, and what is added grows
 * with it.
 */
public final class MessageCost {
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final int BATCHES = Integer.getInteger("batches", 300);
  private static final int BATCH = 1_000;
  private static final String CPUS = System.getProperty("cpus", "");
  private static final Path TASKSET = Path.of("/usr/bin/taskset");
  private static final String LAST = "ns:";

  /** What a traced message carries, in the two families that Datadog's tracers write. */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "x__dash__datadog__dash__trace__dash__id", "12345678901234567890",
          "x__dash__datadog__dash__parent__dash__id", "9876543210987654321",
          "x__dash__datadog__dash__sampling__dash__priority", "1",
          "x__dash__datadog__dash__tags", "_dd.p.dm=-1,_dd.p.tid=640cfd8d00000000",
          "traceparent", "00-640cfd8d00000000abcdefab12345678-00000000075bcd15-01",
          "tracestate", "dd=s:1;p:00000000075bcd15;t.dm:-1");

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
    List<Double> added = new ArrayList<>();
    List<Double> byHand = new ArrayList<>();
    try (FakeAgent agent = new FakeAgent()) {
      for (int round = 0; round < ROUNDS; round++) {
        for (Variant variant : Variant.values()) {
          Cost cost = run(variant, agent.url());
          micros.computeIfAbsent(variant, v -> new ArrayList<>()).add(cost.micros);
          System.out.printf(
              Locale.ROOT, "round %d, %s: %.2f us%n", round + 1, variant, cost.micros);
          if (variant == Variant.LIBRARY) {
            added.add(cost.added);
            byHand.add(cost.byHand);
          }
          agent.forget();
        }
      }
    }
    System.out.printf(
        "%n%d runs each on %s, us a message: median (least to greatest)%n",
        ROUNDS, isPinned() ? "CPU " + CPUS : "all CPUs");
    micros.forEach((variant, all) -> print(variant.name(), all));
    print("LIBRARY adds", added);
    print("properties add", byHand);
  }

  private static boolean isPinned() {
    return !CPUS.isEmpty() && Files.isExecutable(TASKSET);
  }

  private static void print(String what, List<Double> all) {
    System.out.printf(
        Locale.ROOT,
        "%-14s %.2f (%.2f to %.2f)%n",
        what,
        median(all),
        Collections.min(all),
        Collections.max(all));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  private record Cost(double micros, double added, double byHand) {}

  private static Cost run(Variant variant, String agentUrl) throws IOException {
    List<String> command = new ArrayList<>();
    if (isPinned()) {
      command.addAll(List.of(TASKSET.toString(), "-c", CPUS));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseG1GC",
            "-Ddd.trace.agent.url=" + agentUrl,
            "-Dbatches=" + BATCHES));
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
          .map(line -> line.substring(LAST.length()).split(" ", -1))
          .map(nanos -> new Cost(micros(nanos[0]), micros(nanos[1]), micros(nanos[2])))
          .findFirst()
          .orElseThrow(() -> new UncheckedIOException(new IOException(lines.toString())));
    }
  }

  private static double micros(String nanos) {
    return Long.parseLong(nanos) / 1e3;
  }

  private static void measure(Variant variant) throws Exception {
    long[] batches = new long[BATCHES];
    long[] added = new long[BATCHES];
    long[] byHand = new long[BATCHES];
    try (Broker broker = new Broker()) {
      ConnectionFactory factory = broker.factory();
      if (variant == Variant.LIBRARY) {
        factory =
            Recorded.traced(
                AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk(), factory);
      }
      try (Loop loop = new Loop(factory, "measured", Map.of());
          Loop bare = new Loop(broker.factory(), "bare", Map.of());
          Loop propertied = new Loop(broker.factory(), "propertied", PROPERTIES)) {
        for (int batch = 0; batch < BATCHES; batch++) {
          batches[batch] = loop.batch();
          if (variant == Variant.LIBRARY) {
            long nothing = bare.batch();
            added[batch] = batches[batch] - nothing;
            byHand[batch] = propertied.batch() - nothing;
          }
        }
      }
    }
    System.out.println(LAST + median(batches) + " " + median(added) + " " + median(byHand));
    System.exit(0);
  }

  /** Of the second half: by then everything is compiled. */
  private static long median(long[] batches) {
    long[] warm = Arrays.copyOfRange(batches, BATCHES / 2, BATCHES);
    Arrays.sort(warm);
    return warm[warm.length / 2];
  }

  /** Sends a message and receives it, again and again. */
  private static final class Loop implements AutoCloseable {
    private static final String BODY = "x".repeat(200);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Connection connection;
    private final Session session;
    private final MessageProducer producer;
    private final MessageConsumer consumer;
    private final Map<String, String> properties;

    Loop(ConnectionFactory factory, String name, Map<String, String> properties)
        throws JMSException {
      this.properties = properties;
      connection = factory.createConnection();
      session = connection.createSession();
      Queue queue = session.createQueue(name);
      producer = session.createProducer(queue);
      producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
      consumer = session.createConsumer(queue);
      connection.start();
    }

    long batch() throws JMSException {
      long begin = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < BATCH; i++) {
        TextMessage sent = session.createTextMessage(BODY);
        for (Map.Entry<String, String> each : properties.entrySet()) {
          sent.setStringProperty(each.getKey(), each.getValue());
        }
        producer.send(sent);
        Message received = consumer.receive();
        for (String name : properties.keySet()) {
          received.getStringProperty(name);
        }
      }
      return (threads.getCurrentThreadCpuTime() - begin) / BATCH;
    }

    @Override
    public void close() throws JMSException {
      connection.close();
    }
  }
}
