// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agentstandin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All spans received so far under one trace id.
 *
 * @param weight bytes its chunks took on the wire, the measure for bounding memory
 */
public record Trace(long id, List<Span> spans, long weight) {

  Trace plus(Chunk chunk) {
    List<Span> merged = new ArrayList<>(spans);
    merged.addAll(chunk.spans());
    return new Trace(id, List.copyOf(merged), weight + chunk.bytes());
  }

  static Trace of(Chunk chunk) {
    return new Trace(chunk.traceId(), List.copyOf(chunk.spans()), chunk.bytes());
  }

  /**
   * The earliest span whose parent is not here: of a trace that arrives in parts, the best guess.
   */
  public Span root() {
    Set<Long> ids = new HashSet<>();
    spans.forEach(span -> ids.add(span.spanId()));
    Comparator<Span> earliest = Comparator.comparingLong(Span::start);
    return spans.stream()
        .filter(span -> !ids.contains(span.parentId()))
        .min(earliest)
        .orElseGet(() -> spans.stream().min(earliest).orElseThrow());
  }

  public long start() {
    return spans.stream().mapToLong(Span::start).min().orElseThrow();
  }

  long duration() {
    return spans.stream().mapToLong(Span::end).max().orElseThrow() - start();
  }

  String key() {
    return hex(id);
  }

  /** 32 digits when a span told the upper half, else 16. */
  String displayId() {
    return spans.stream()
            .map(span -> span.meta().getOrDefault("_dd.p.tid", ""))
            .filter(half -> half.length() == 16)
            .findFirst()
            .orElse("")
        + key();
  }

  Map<String, Object> summary() {
    Span root = root();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", key());
    json.put("traceId", displayId());
    json.put("start", String.valueOf(start()));
    json.put("duration", duration());
    json.put("service", root.service());
    json.put("name", root.name());
    json.put("resource", root.resource());
    json.put("status", root.httpStatus());
    json.put("error", root.error());
    json.put("errors", spans.stream().filter(Span::error).count());
    json.put("spanCount", spans.size());
    json.put("services", spans.stream().map(Span::service).distinct().sorted().toList());
    return json;
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = summary();
    json.put("spans", spans.stream().map(Span::toJson).toList());
    return json;
  }

  static String hex(long id) {
    return String.format("%016x", id);
  }
}
