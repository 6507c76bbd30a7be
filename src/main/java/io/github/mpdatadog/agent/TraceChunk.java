// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The spans of one trace in one batch, with a local root first if there is one. */
final class TraceChunk {
  private final List<SpanData> spans = new ArrayList<>();
  private long[] ids = {};
  private String[] services = {};

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
  void name(Function<SpanData, String> serviceOf) {
    ids = new long[spans.size()];
    services = new String[spans.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Ids.of(spans.get(i).getSpanId());
      services[i] = serviceOf.apply(spans.get(i));
    }
  }

  /** Whether the span enters a service: it has no parent here, or one of another service. */
  boolean isTopLevel(int index) {
    if (SpanRole.isLocalRoot(spans.get(index))) {
      return true;
    }
    long parent = Ids.of(spans.get(index).getParentSpanId());
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == parent) {
        return !services[i].equals(services[index]);
      }
    }
    return false; // the parent is in another batch; it is of this service more often than not
  }

  private void add(SpanData span) {
    spans.add(span);
    int last = spans.size() - 1;
    if (SpanRole.isLocalRoot(span) && !SpanRole.isLocalRoot(spans.get(0))) {
      Collections.swap(spans, 0, last);
    }
  }
}
