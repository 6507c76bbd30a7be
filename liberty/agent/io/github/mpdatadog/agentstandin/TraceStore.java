// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agentstandin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was received lately: decoded traces for the page, raw requests for the search. Thread-safe.
 */
final class TraceStore {

  record Totals(long revision, int traces, int requests, long bytes, long dropped) {}

  private record Raw(long number, byte[] bytes) {}

  private final int maxTraces;
  private final long maxTraceBytes;
  private final long maxRawBytes;

  private final Map<Long, Trace> traces = new LinkedHashMap<>();
  private final Deque<Raw> raw = new ArrayDeque<>();
  private long traceBytes;
  private long rawBytes;
  private long received;
  private long revision;

  TraceStore(int maxTraces, long maxTraceBytes, long maxRawBytes) {
    this.maxTraces = maxTraces;
    this.maxTraceBytes = maxTraceBytes;
    this.maxRawBytes = maxRawBytes;
  }

  /** Keeps the bytes of a request, whatever they are: what cannot be decoded was still received. */
  synchronized void addRaw(byte[] bytes) {
    raw.addLast(new Raw(++received, bytes));
    rawBytes += bytes.length;
    while (rawBytes > maxRawBytes) {
      rawBytes -= raw.removeFirst().bytes().length;
    }
    revision++;
  }

  synchronized void add(List<Chunk> chunks) {
    for (Chunk chunk : chunks) {
      traces.merge(chunk.traceId(), Trace.of(chunk), (known, more) -> known.plus(chunk));
      traceBytes += chunk.bytes();
    }
    while (traces.size() > maxTraces || traceBytes > maxTraceBytes) {
      traceBytes -= traces.remove(traces.keySet().iterator().next()).weight();
    }
    revision++;
  }

  /** Newest first. */
  synchronized List<Trace> traces() {
    return traces.values().stream()
        .sorted(Comparator.comparingLong(Trace::start).reversed())
        .toList();
  }

  synchronized Optional<Trace> trace(long id) {
    return Optional.ofNullable(traces.get(id));
  }

  synchronized Totals totals() {
    return new Totals(revision, traces.size(), raw.size(), rawBytes, received - raw.size());
  }

  Findings find(String identifier) {
    IdentifierSearch search = new IdentifierSearch(identifier);
    List<Raw> snapshot;
    long dropped;
    synchronized (this) {
      snapshot = List.copyOf(raw);
      dropped = received - raw.size();
    }
    List<Findings.Match> matches = new ArrayList<>();
    for (Raw request : snapshot) {
      Set<String> encodings = search.encodingsIn(request.bytes());
      if (!encodings.isEmpty()) {
        matches.add(new Findings.Match(request.number(), encodings));
      }
    }
    long bytes = snapshot.stream().mapToLong(request -> request.bytes().length).sum();
    return new Findings(snapshot.size(), bytes, dropped, matches);
  }
}
