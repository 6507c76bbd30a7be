// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;

/** The newest Apache Kafka in a JVM of its own, with one node, on free loopback ports. */
final class KafkaBroker implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(120);

  private final Path directory = Path.of("target", "kafka-" + ProcessHandle.current().pid());
  private final int[] ports = freePorts();
  private final Process process;

  /** Starts it, and waits until it has the topics. */
  KafkaBroker(String... topics) {
    try {
      Files.createDirectories(directory);
      Path properties = Files.write(directory.resolve("server.properties"), settings());
      Process format =
          java(
              "kafka.tools.StorageTool",
              "format",
              "--cluster-id",
              "AAAAAAAAAAAAAAAAAAAAAA",
              "--config",
              properties.toString());
      if (!format.waitFor(START.toSeconds(), TimeUnit.SECONDS) || format.exitValue() != 0) {
        format.destroyForcibly();
        throw new AssertionError("Kafka's storage was not formatted: " + output());
      }
      process = java("kafka.Kafka", properties.toString());
      // Tests may be ended, or fail before anything is closed.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      create(topics);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> settings() {
    return List.of(
        "process.roles=broker,controller",
        "node.id=1",
        "controller.quorum.voters=1@localhost:" + ports[1],
        "controller.listener.names=CONTROLLER",
        "listeners=PLAINTEXT://localhost:" + ports[0] + ",CONTROLLER://localhost:" + ports[1],
        "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "log.dirs=" + directory.resolve("data"),
        "offsets.topic.num.partitions=1",
        "offsets.topic.replication.factor=1",
        "group.initial.rebalance.delay.ms=0",
        "auto.create.topics.enable=true");
  }

  private Process java(String main, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("newest.libraries") + File.separator + "*",
                main));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("out").toFile()))
        .start();
  }

  private void create(String... topics) {
    List<NewTopic> wanted =
        Stream.of(topics).map(topic -> new NewTopic(topic, 1, (short) 1)).toList();
    long limit = START.toMillis();
    try (Admin admin =
        Admin.create(
            Map.of("bootstrap.servers", address(), "default.api.timeout.ms", (int) limit))) {
      KafkaFuture<Void> created = admin.createTopics(wanted).all();
      Waiting.until(START, () -> created.isDone() || !process.isAlive());
      if (!created.isDone() || created.isCompletedExceptionally()) {
        String state = "alive: " + process.isAlive() + ", topics: " + created + "; " + output();
        close();
        throw new AssertionError("Kafka did not start; " + state);
      }
    }
  }

  /** For {@code bootstrap.servers}. */
  String address() {
    return "localhost:" + ports[0];
  }

  private String output() {
    try {
      return Files.readString(directory.resolve("out"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int[] freePorts() {
    InetAddress localhost = InetAddress.getLoopbackAddress();
    try (ServerSocket first = new ServerSocket(0, 1, localhost);
        ServerSocket second = new ServerSocket(0, 1, localhost)) {
      return new int[] {first.getLocalPort(), second.getLocalPort()};
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As in a crash. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      ServerDirectory.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
