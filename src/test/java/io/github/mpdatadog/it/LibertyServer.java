// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One server process of its own. Used beside Arquillian where the expected result is that an
 * application does not start, or where a server must start and stop within a test.
 */
final class LibertyServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration STOP = Duration.ofSeconds(30);

  /** Started, failed, or not started within Liberty's own limit. */
  private static final String RESULT =
      "(CWWKZ0001I|CWWKZ0003I|CWWKZ0002E|CWWKZ0012I|CWWKZ0004E).*\\b%s\\b";

  private final ServerDirectory directory;
  private final Process process;
  private final Thread onExit = new Thread(this::destroy, "stop-liberty");

  private LibertyServer(ServerDirectory directory, Process process) {
    this.directory = directory;
    this.process = process;
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /** Starts the server and waits until each of its applications has started or failed to. */
  static LibertyServer start(ServerDirectory directory) {
    ProcessBuilder builder =
        new ProcessBuilder(
            ServerDirectory.WLP.resolve("bin/server").toString(), "run", directory.name());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("(DD|OTEL|SENTRY|WLP|JAVA_TOOL)_.*"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(directory.path().resolve("console.txt").toFile());
    try {
      // Of an earlier start: this one would seem to be ready at once.
      Files.deleteIfExists(directory.path().resolve("logs/messages.log"));
      LibertyServer server = new LibertyServer(directory, builder.start());
      try {
        server.awaitReady();
        return server;
      } catch (RuntimeException | Error e) {
        server.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawHttp http() {
    return new RawHttp(directory.httpPort());
  }

  boolean isRunning() {
    return processes().anyMatch(ProcessHandle::isAlive);
  }

  /** What the operator would read. */
  String messages() {
    return read(directory.path().resolve("logs/messages.log"));
  }

  /** The lines of messages.log that carry a message of the library. */
  List<String> libraryMessages() {
    return messages().lines().filter(line -> line.matches(".*MPDD\\d{4}[IWE].*")).toList();
  }

  boolean started(String application) {
    return find("CWWKZ000[13]I.*\\b" + Pattern.quote(application) + "\\b");
  }

  boolean find(String pattern) {
    return Pattern.compile(pattern).matcher(messages()).find();
  }

  /** Undeploys all, and says how long the server took. */
  Duration undeployAll() {
    List<String> names = List.copyOf(directory.applications());
    Instant before = Instant.now();
    directory.undeployAll();
    for (String archive : names) {
      String stopped = "CWWKZ0009I.*\\b" + Pattern.quote(ServerDirectory.nameOf(archive)) + "\\b";
      assertThat(Waiting.until(STOP, () -> find(stopped))).as("undeployed " + archive).isTrue();
    }
    return Duration.between(before, Instant.now());
  }

  /** Ends the server as a container platform does, by SIGTERM, and says how long it took. */
  Duration stop() {
    Instant before = Instant.now();
    processes().forEach(ProcessHandle::destroy);
    try {
      process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    destroy();
    return Duration.between(before, Instant.now());
  }

  @Override
  public void close() {
    stop();
    Runtime.getRuntime().removeShutdownHook(onExit);
  }

  /** Of the server's process so far. */
  double cpuSeconds() {
    return processes()
        .flatMap(handle -> handle.info().totalCpuDuration().stream())
        .mapToDouble(duration -> duration.toNanos() / 1e9)
        .sum();
  }

  /** Of the largest process: the JVM, where the script did not replace itself by it. */
  double residentMegabytes() {
    return processes()
        .map(handle -> read(Path.of("/proc/" + handle.pid() + "/status")))
        .flatMap(String::lines)
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1024)
        .max()
        .orElse(Double.NaN);
  }

  private void awaitReady() {
    boolean ready =
        Waiting.until(
            START,
            () ->
                !process.isAlive()
                    || find("CWWKF0011I")
                        && directory.applications().stream().allMatch(this::settled));
    assertThat(ready && process.isAlive())
        .as(() -> "server " + directory.name() + " did not become ready:\n" + consoleTail())
        .isTrue();
  }

  private boolean settled(String archive) {
    return find(RESULT.formatted(Pattern.quote(ServerDirectory.nameOf(archive))));
  }

  private String consoleTail() {
    List<String> lines = read(directory.path().resolve("console.txt")).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  /** The script replaces itself by the JVM on most systems, but need not. */
  private Stream<ProcessHandle> processes() {
    return Stream.concat(process.descendants(), Stream.of(process.toHandle()));
  }

  private void destroy() {
    processes().forEach(ProcessHandle::destroyForcibly);
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
