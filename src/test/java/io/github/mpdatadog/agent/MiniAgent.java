// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.mpdatadog.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Datadog's own trace agent for serverless platforms, from npm, with a sink in place of Datadog.
 *
 * <p>It gets an empty environment but for what keeps it on the loopback interface: an invalid site,
 * a zero key, and the sink as the only intake. For Linux on x64 only; elsewhere, or without npm,
 * the test is skipped and says why.
 */
final class MiniAgent implements AutoCloseable {
  private static final String PACKAGE = "@datadog/serverless-compat-linux-x64@0.22.3";
  private static final String ARCHIVE = "datadog-serverless-compat-linux-x64-0.22.3.tgz";
  private static final String SHA512 =
      "vEwF/5b3nbCX3kEb4P7jwPx3N0E8dLsByxfwtc/9oiBKpVNr/xGzPMojqvZXQR2y/u31cMXAFdTgucRu1Z5jtA==";
  private static final Path DIRECTORY = Path.of("target", "mini-agent");

  private final List<byte[]> forwarded = new CopyOnWriteArrayList<>();
  private final HttpServer sink;
  private final Process process;
  private final Path log = DIRECTORY.resolve("log.txt");
  private final int port;

  private MiniAgent(Path binary) throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    sink = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    sink.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          if (exchange.getRequestURI().getPath().equals("/api/v0.2/traces")) {
            forwarded.add(body);
          }
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });
    sink.start();
    port = FreePort.find();
    String intake = "http://127.0.0.1:" + sink.getAddress().getPort();
    ProcessBuilder builder = new ProcessBuilder(binary.toString());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                // Makes it believe in a platform that needs no look at any metadata service.
                "ASCSVCRT_SPRING__APPLICATION__NAME", "test",
                "HOSTNAME", "test",
                "DD_API_KEY", "0".repeat(32),
                "DD_SITE", "localhost.invalid",
                "DD_APM_DD_URL", intake,
                "DD_APM_PROFILING_DD_URL", intake,
                "DD_USE_DOGSTATSD", "false",
                "DD_APM_RECEIVER_PORT", Integer.toString(port),
                "DD_LOG_LEVEL", "debug"));
    process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  static MiniAgent start() throws IOException, InterruptedException {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    assumeTrue(
        system.equals("Linux amd64"), "the mini-agent is for Linux on x64, this is " + system);
    MiniAgent agent = new MiniAgent(binary());
    try {
      agent.awaitPort();
      return agent;
    } catch (IOException | InterruptedException | RuntimeException e) {
      agent.close();
      throw e;
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** The payload that it forwards next; it flushes every three seconds. */
  ProtoMessage awaitForwarded() throws InterruptedException {
    for (int i = 0; i < 600 && forwarded.isEmpty(); i++) {
      Thread.sleep(50);
    }
    if (forwarded.isEmpty()) {
      throw new AssertionError("nothing was forwarded within 30 s, see " + log);
    }
    return ProtoMessage.read(forwarded.remove(0));
  }

  @Override
  public void close() {
    process.destroy();
    sink.stop(0);
  }

  private void awaitPort() throws IOException, InterruptedException {
    for (int i = 0; i < 400 && process.isAlive(); i++) {
      try {
        new Socket("127.0.0.1", port).close();
        return;
      } catch (IOException e) {
        Thread.sleep(50);
      }
    }
    throw new IOException("the mini-agent does not listen, see " + log);
  }

  private static Path binary() throws IOException, InterruptedException {
    Path binary = DIRECTORY.resolve("package").resolve("bin").resolve("datadog-serverless-compat");
    if (!Files.isExecutable(binary)) {
      Files.createDirectories(DIRECTORY);
      assumeTrue(run("npm", "pack", "--silent", PACKAGE), "npm cannot get " + PACKAGE);
      verify(DIRECTORY.resolve(ARCHIVE));
      assumeTrue(run("tar", "xzf", ARCHIVE), "no tar to unpack " + ARCHIVE);
      if (!binary.toFile().setExecutable(true)) {
        throw new IOException("cannot make it executable");
      }
    }
    return binary;
  }

  private static void verify(Path archive) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(archive));
      if (!Base64.getEncoder().encodeToString(digest).equals(SHA512)) {
        throw new IOException("not the archive that was reviewed: " + archive);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(DIRECTORY.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        process.destroy();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false; // no such command
    }
  }
}
