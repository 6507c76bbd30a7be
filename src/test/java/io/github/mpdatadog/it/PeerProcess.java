// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import io.github.mpdatadog.it.peer.Peer;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.context.Context;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link Peer} in a JVM of its own, under an agent. */
final class PeerProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(120);

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /**
   * @param agent file name of the agent
   * @param options system properties for it
   */
  PeerProcess(String agent, String... options) {
    Path jar = Path.of(System.getProperty("agents.home", "target/agents"), agent);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-javaagent:" + jar.toAbsolutePath());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath(), Peer.class.getName()));
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread reader = new Thread(this::read, "peer-output");
    reader.setDaemon(true);
    reader.start();
  }

  private static String classPath() {
    return Stream.of(Peer.class, GlobalOpenTelemetry.class, Context.class)
        .map(
            type -> {
              try {
                return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
              } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
              }
            })
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      out.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException ended) {
      lines.add("output ended");
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** The address to be asked to call {@code next}; waits until the process listens. */
  String hopTo(String next) {
    Optional<String> port =
        Waiting.upTo(
            START, () -> lines.stream().filter(line -> line.startsWith("PORT ")).findFirst());
    return "http://localhost:"
        + port.orElseThrow(() -> new AssertionError("the peer did not start: " + lines))
            .substring(5)
        + "/hop?"
        + next;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
