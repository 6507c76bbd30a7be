// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The spans of one trace in one batch, with a local root first if there is one. */
final class TraceChunk {
  private final List<SpanData> spans = new ArrayList<>();
  private String[] services = {};
  private String own = "";
  private @Nullable Map<String, String> byId;

  private TraceChunk() {}

  /** The batch by trace, in the order in which the traces appear. */
  static Collection<TraceChunk> group(Collection<SpanData> batch) {
    Map<String, TraceChunk> byTrace = new LinkedHashMap<>();
    for (SpanData span : batch) {
      byTrace.computeIfAbsent(span.getTraceId(), id -> new TraceChunk()).add(span);
    }
    return byTrace.values();
  }

  int size() {
    return spans.size();
  }

  SpanData span(int index) {
    return spans.get(index);
  }

  String service(int index) {
    return services[index];
  }

  /** Fills in each span's service; call before {@link #service} and {@link #isTopLevel}. */
  void assignServices(Function<SpanData, ServiceNames> namesOf) {
    services = new String[spans.size()];
    own = namesOf.apply(spans.get(0)).own();
    boolean mixed = false;
    for (int i = 0; i < services.length; i++) {
      services[i] = namesOf.apply(spans.get(i)).of(spans.get(i));
      mixed |= !services[i].equals(own);
    }
    byId = mixed ? index() : null; // most chunks need none
  }

  /**
   * Whether the span enters a service: it has no parent here, or one of another service.
   *
   * <p>A parent in another batch is taken to be of the application's own service: a call of Redis
   * ends, and often leaves, before the request it is part of.
   */
  boolean isTopLevel(int index) {
    if (SpanRole.isLocalRoot(spans.get(index))) {
      return true;
    }
    Map<String, String> indexed = byId;
    return indexed != null
        && !services[index].equals(indexed.getOrDefault(spans.get(index).getParentSpanId(), own));
  }

  private Map<String, String> index() {
    Map<String, String> index = new HashMap<>();
    for (int i = 0; i < services.length; i++) {
      index.put(spans.get(i).getSpanId(), services[i]);
    }
    return index;
  }

  private void add(SpanData span) {
    spans.add(span);
    int last = spans.size() - 1;
    if (SpanRole.isLocalRoot(span) && !SpanRole.isLocalRoot(spans.get(0))) {
      Collections.swap(spans, 0, last);
    }
  }
}
