// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the exporter sent and lost since it was created. Thread-safe; counters only grow. Not an
 * API.
 */
public final class ExporterStatistics {
  private final LongAdder sentSpans = new LongAdder();
  private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);

  ExporterStatistics() {
    for (DropReason reason : DropReason.values()) {
      dropped.put(reason, new LongAdder());
    }
  }

  /** Spans that the Agent took. */
  public long sentSpans() {
    return sentSpans.sum();
  }

  /** Spans lost for that reason. */
  public long droppedSpans(DropReason reason) {
    LongAdder counter = dropped.get(reason);
    return counter == null ? 0 : counter.sum();
  }

  /** Spans lost for any reason. */
  public long droppedSpans() {
    return dropped.values().stream().mapToLong(LongAdder::sum).sum();
  }

  void sent(int spans) {
    sentSpans.add(spans);
  }

  void dropped(DropReason reason, int spans) {
    LongAdder counter = dropped.get(reason);
    if (counter != null) {
      counter.add(spans);
    }
  }
}
