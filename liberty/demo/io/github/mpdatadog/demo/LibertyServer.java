// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.demo;

import io.github.mpdatadog.clinic.ClinicApplication;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The clinic on Open Liberty, as a child process. */
final class LibertyServer implements AutoCloseable {

  private static final String NAME = "clinic";
  private static final int STOP_SECONDS = 15;

  private final Path log;
  private final Process process;

  private LibertyServer(Path log, Process process) {
    this.log = log;
    this.process = process;
  }

  /**
   * Puts the clinic and the product together and starts the server.
   *
   * @param configuration the folder with server.xml, server.env and jvm.options
   */
  static LibertyServer start(Path wlp, Path configuration, File productJar, int httpPort, URI agent)
      throws IOException {
    Path server = wlp.resolve("usr/servers").resolve(NAME);
    deleteAll(server);
    Files.createDirectories(server.resolve("apps"));
    Files.createDirectories(server.resolve("logs"));
    Files.createDirectories(server.resolve("jdbc"));
    Files.copy(jarOf(org.h2.Driver.class), server.resolve("jdbc/h2.jar"));
    for (String name : List.of("server.xml", "jvm.options")) {
      Files.copy(
          configuration.resolve(name), server.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    // server.env wins over the environment of the process, so the address has to go in there.
    String env = Files.readString(configuration.resolve("server.env"));
    Files.writeString(
        server.resolve("server.env"),
        env.replaceFirst("(?m)^DD_TRACE_AGENT_URL=.*$", "DD_TRACE_AGENT_URL=" + agent));
    ShrinkWrap.create(WebArchive.class, NAME + ".war")
        .addPackage(ClinicApplication.class.getPackage())
        .addAsLibrary(productJar)
        .as(ZipExporter.class)
        .exportTo(server.resolve("apps").resolve(NAME + ".war").toFile());

    Path log = server.resolve("logs/console.log");
    ProcessBuilder command =
        new ProcessBuilder(wlp.resolve("bin").resolve(script()).toString(), "run", NAME)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = command.environment();
    // Settings of the shell this runs in would make the demo behave differently on every desk.
    environment.keySet().removeIf(key -> key.matches("(DD|OTEL|WLP)_.*|JVM_ARGS|LOG_DIR"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("HTTP_PORT", String.valueOf(httpPort));
    return new LibertyServer(log, command.start());
  }

  Path log() {
    return log;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  /** Stops the start script and the JVM it started, and returns when both are gone. */
  @Override
  public void close() {
    List<ProcessHandle> family =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    family.forEach(ProcessHandle::destroy);
    CompletableFuture<?> gone =
        CompletableFuture.allOf(
            family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new));
    try {
      gone.get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      family.forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException e) {
      family.forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path jarOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private static String script() {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    return windows ? "server.bat" : "server";
  }

  private static void deleteAll(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
