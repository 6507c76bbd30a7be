// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.demo;

import io.github.mpdatadog.agentstandin.AgentStandIn;
import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Runs the demo.
 *
 * <ul>
 *   <li>{@code -Ddemo.once=true} sends the requests itself, prints what arrived, and fails if an
 *       identifier did
 *   <li>{@code -Ddd.agent.url=http://host:8126} sends to a real Agent instead
 * </ul>
 */
public final class Demo {

  private static final int HTTP_PORT = 9080;
  private static final int AGENT_PORT = 8126;
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private static volatile boolean stopping;

  private Demo() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    String realAgent = System.getProperty("dd.agent.url", "");
    Running running = new Running();
    // Ctrl-C does not unwind this method, hence a hook as well as the finally.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopping = true;
                  running.stop();
                }));
    try {
      if (realAgent.isBlank()) {
        running.agent = startAgent();
      }
      URI agent = realAgent.isBlank() ? running.agent.url() : URI.create(realAgent);
      int port = freePort(HTTP_PORT);
      URI url = URI.create("http://localhost:" + port);
      say("", "Starting the clinic on Open Liberty ...");
      running.server =
          LibertyServer.start(
              Path.of(property("wlp.home")),
              Path.of(property("demo.configuration")),
              new File(property("product.jar")),
              port,
              agent);
      Clinic clinic = new Clinic(url);
      awaitClinic(clinic, running.server);
      if (Boolean.getBoolean("demo.once")) {
        new Proof(clinic, running.agent).run();
      } else {
        welcome(url, running.agent, agent);
        int exit = running.server.waitFor();
        if (stopping) {
          Thread.currentThread().join();
        }
        throw new IllegalStateException("The clinic stopped by itself, exit code " + exit);
      }
    } finally {
      running.stop();
    }
  }

  private static void welcome(URI clinic, AgentStandIn standIn, URI agent) {
    say(
        "",
        "  The clinic   " + clinic + Clinic.READY,
        standIn == null
            ? "  Traces go    to the Agent at "
                + agent
                + ": look for service \"clinic\", env \"demo\""
            : "  Its traces   " + standIn.url(),
        "",
        "  Send it something that identifies a patient, from another terminal:",
        "",
        "    curl '" + clinic + "/patients/MRN-00017?ssn=123-45-6789&name=Jane%20Roe'",
        "    curl '"
            + clinic
            + "/patients/MRN-00017/history'       (fails, with her name in the exception)",
        "    curl '" + clinic + "/patients?name=Jane%20Roe' -H 'X-Forwarded-For: 203.0.113.17'",
        "",
        standIn == null
            ? "  Then search the traces for Jane Roe."
            : "  Then search for Jane Roe on the trace page.",
        "",
        "  Ctrl-C stops everything.",
        "");
  }

  private static AgentStandIn startAgent() throws IOException {
    try {
      return AgentStandIn.start(AGENT_PORT);
    } catch (BindException e) {
      AgentStandIn elsewhere = AgentStandIn.start(0);
      say("Port " + AGENT_PORT + " is taken, so the agent stand-in uses " + elsewhere.port() + ".");
      return elsewhere;
    }
  }

  private static int freePort(int wanted) throws IOException {
    try (ServerSocket probe = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (BindException e) {
      try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        say("Port " + wanted + " is taken, so the clinic uses " + probe.getLocalPort() + ".");
        return probe.getLocalPort();
      }
    }
  }

  private static void awaitClinic(Clinic clinic, LibertyServer server)
      throws IOException, InterruptedException {
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    while (!clinic.answers()) {
      if (!server.isAlive() || System.nanoTime() > limit) {
        List<String> lines = Files.readAllLines(server.log());
        say("", "The end of " + server.log() + ":");
        lines.subList(Math.max(0, lines.size() - 20), lines.size()).forEach(Demo::say);
        throw new IllegalStateException("The clinic did not start; see " + server.log());
      }
      Thread.sleep(250);
    }
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set; start the demo with: mvn -Pdemo verify");
    }
    return value;
  }

  static void say(String... lines) {
    for (String line : lines) {
      System.out.println(line);
    }
  }

  /** What has to be stopped. Stopping twice is harmless. */
  private static final class Running {

    volatile AgentStandIn agent;
    volatile LibertyServer server;

    synchronized void stop() {
      // The server first: it sends its last spans while it stops.
      if (server != null) {
        server.close();
        server = null;
      }
      if (agent != null) {
        agent.close();
        agent = null;
      }
    }
  }
}
