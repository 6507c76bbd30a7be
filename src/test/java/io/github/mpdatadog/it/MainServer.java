// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Prepares the server that Arquillian starts. It must be registered before Arquillian's extension,
 * which replaces the placeholders of arquillian.xml when it is first asked for anything.
 */
final class MainServer implements BeforeAllCallback {
  /** Arquillian takes any JVM of this machine with the server's name for the server: be unique. */
  private static final String PREFIX = "it-main-";

  private static FakeAgent agent;
  private static int httpPort;
  private static Path log;

  static FakeAgent agent() {
    return agent;
  }

  static RawHttp http() {
    return new RawHttp(httpPort);
  }

  /** One connection for many requests; to be closed. */
  static RawHttp keptHttp() {
    return RawHttp.kept(httpPort);
  }

  /** The lines of the server's log with that code. */
  static List<String> messages(String code) {
    try {
      return Files.readString(log).lines().filter(line -> line.contains(code)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void beforeAll(ExtensionContext context) {
    if (agent == null) {
      ServerDirectory.deleteAll(PREFIX);
      agent = new FakeAgent();
      ServerDirectory directory =
          ServerDirectory.create(PREFIX + ProcessHandle.current().pid(), "main")
              .environment("DD_TRACE_AGENT_URL=" + agent.url());
      httpPort = directory.httpPort();
      log = directory.path().resolve("logs/messages.log");
      System.setProperty("it.main.server", directory.name());
      System.setProperty("it.http.port", Integer.toString(httpPort));
    }
  }
}
