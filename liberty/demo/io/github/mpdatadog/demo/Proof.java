// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.demo;

import static io.github.mpdatadog.demo.Demo.say;

import io.github.mpdatadog.agentstandin.AgentStandIn;
import io.github.mpdatadog.agentstandin.Findings;
import io.github.mpdatadog.agentstandin.Span;
import io.github.mpdatadog.agentstandin.Trace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends the requests, waits for their traces, and compares what went in with what came out. */
final class Proof {

  private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(30);

  /** What must arrive: part of a route that a programmer typed. */
  private static final String CONTROL = "/patients/{mrn}";

  private final Clinic clinic;
  private final AgentStandIn agent;

  /**
   * @param agent null when a real Agent takes the traces: then there is nothing to search here
   */
  Proof(Clinic clinic, AgentStandIn agent) {
    this.clinic = clinic;
    this.agent = agent;
  }

  void run() throws IOException, InterruptedException {
    long begin = TimeUnit.MILLISECONDS.toNanos(Instant.now().toEpochMilli());
    for (Clinic.Visit visit : Clinic.VISITS) {
      int status = clinic.send(visit);
      if (status != visit.status()) {
        throw new IllegalStateException(
            visit.method() + " " + visit.path() + " was answered " + status);
      }
    }
    if (agent == null) {
      say(Clinic.VISITS.size() + " requests sent; what the Agent got, only the Agent can tell.");
      return;
    }
    List<Trace> traces = awaitTraces(begin);
    printTraces(traces);
    int leaked = printIdentifiers();
    if (leaked > 0) {
      throw new IllegalStateException(leaked + " identifiers left the JVM.");
    }
    if (traces.size() < Clinic.VISITS.size()) {
      throw new IllegalStateException(
          traces.size()
              + " of "
              + Clinic.VISITS.size()
              + " traces arrived within "
              + ARRIVAL_LIMIT.toSeconds()
              + " seconds: nothing leaked, but nothing is proven.");
    }
    if (agent.find(CONTROL).matches().isEmpty()) {
      throw new IllegalStateException(
          "The search does not find \"" + CONTROL + "\" either, so it proves nothing.");
    }
    say(
        "  None of the "
            + Clinic.IDENTIFIERS.size()
            + " identifiers is in the bytes that the Agent"
            + " received. (A control, \""
            + CONTROL
            + "\", is.)",
        "");
  }

  /** Requests are sent one after the other, so the order of the traces is theirs. */
  private List<Trace> awaitTraces(long begin) throws InterruptedException {
    long limit = System.nanoTime() + ARRIVAL_LIMIT.toNanos();
    List<Trace> traces = List.of();
    while (traces.size() < Clinic.VISITS.size() && System.nanoTime() < limit) {
      Thread.sleep(200);
      traces =
          agent.traces().stream()
              .filter(trace -> trace.start() >= begin)
              .sorted(Comparator.comparingLong(Trace::start))
              .toList();
    }
    return traces;
  }

  private static void printTraces(List<Trace> traces) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"WHAT THE CLINIC WAS ASKED", "WHAT THE AGENT RECEIVED", "", ""});
    for (int i = 0; i < Math.max(traces.size(), Clinic.VISITS.size()); i++) {
      String asked = "";
      if (i < Clinic.VISITS.size()) {
        Clinic.Visit visit = Clinic.VISITS.get(i);
        asked = visit.method() + " " + visit.path();
      }
      if (i < traces.size()) {
        Span root = traces.get(i).root();
        int spans = traces.get(i).spans().size();
        rows.add(
            new String[] {
              asked, root.resource(), root.httpStatus(), spans + (spans == 1 ? " span" : " spans")
            });
        String message = root.meta().get("error.message");
        if (message != null) {
          rows.add(new String[] {"", "  " + message, "", ""});
        }
      } else {
        rows.add(new String[] {asked, "(nothing)", "", ""});
      }
    }
    print(rows);
  }

  private int printIdentifiers() {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"IDENTIFIER", "IN THE BYTES RECEIVED", ""});
    int leaked = 0;
    for (String identifier : Clinic.IDENTIFIERS) {
      Findings findings = agent.find(identifier);
      boolean found = !findings.matches().isEmpty();
      leaked += found ? 1 : 0;
      rows.add(
          new String[] {
            identifier,
            findings.matches().size() + " of " + findings.requests() + " requests",
            found ? "LEAKED as " + String.join(", ", findings.matches().get(0).encodings()) : ""
          });
    }
    print(rows);
    return leaked;
  }

  private static void print(List<String[]> rows) {
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    say("");
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < columns; i++) {
        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 3));
      }
      say(line.toString().stripTrailing());
    }
    say("");
  }
}
