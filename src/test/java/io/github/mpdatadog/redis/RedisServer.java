// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import io.github.mpdatadog.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** A real Redis on a free loopback port, which keeps nothing on disk. */
public final class RedisServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  private final int port;
  private final List<String> command = new ArrayList<>();
  private final Thread onExit = new Thread(this::kill, "stop-redis");
  private Process process;

  /** Starts it and waits until it takes connections. */
  public static RedisServer start(String... settings) {
    return new RedisServer(FreePort.find(), "--port", settings);
  }

  /** The same, but it understands TLS only. */
  static RedisServer startWithTls(String... settings) {
    return new RedisServer(FreePort.find(), "--tls-port", settings);
  }

  /** One node of a cluster, which does not know the others yet. */
  static RedisServer startNode() {
    int port = FreePort.find();
    while (port > 50_000) { // the nodes talk to each other on the port 10,000 above
      port = FreePort.find();
    }
    String file = "nodes-" + ProcessHandle.current().pid() + "-" + port + ".conf";
    return new RedisServer(
        port, "--port", "--cluster-enabled", "yes", "--cluster-config-file", file);
  }

  private RedisServer(int port, String portSetting, String... settings) {
    this.port = port;
    try {
      File executable = ExecutableProvider.newJarResourceProvider().get();
      command.addAll(List.of(executable.getPath(), portSetting, Integer.toString(port)));
      if (!portSetting.equals("--port")) {
        command.addAll(List.of("--port", "0"));
      }
      command.addAll(List.of("--save", "", "--bind", "127.0.0.1"));
      command.addAll(List.of("--dir", executable.getParent()));
      command.addAll(List.of(settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(onExit);
    comeBack();
  }

  /** Again, on the port it had. */
  void comeBack() {
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      awaitListening();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens, on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Dies without a word to its clients. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(onExit);
  }

  private void awaitListening() throws IOException {
    Instant end = Instant.now().plus(START);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        return;
      } catch (IOException notYet) {
        if (!process.isAlive() || Instant.now().isAfter(end)) {
          throw new IOException("Redis did not start: " + command, notYet);
        }
        Thread.onSpinWait();
      }
    }
  }
}
