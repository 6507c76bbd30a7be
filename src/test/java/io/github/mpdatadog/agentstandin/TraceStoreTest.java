// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agentstandin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceStoreTest {

  private static final long PLENTY = 1_000_000;

  private static void receive(TraceStore store, byte[] payload) throws Exception {
    store.addRaw(payload);
    store.add(PayloadDecoder.decode(payload));
  }

  @Test
  void mergesTheChunksOfATrace() throws Exception {
    TraceStore store = new TraceStore(10, PLENTY, PLENTY);
    receive(store, Payloads.single(7, 2, 1, "child"));
    receive(store, Payloads.single(8, 3, 0, "other"));
    receive(store, Payloads.single(7, 1, 0, "parent"));

    assertThat(store.traces()).hasSize(2);
    Trace trace = store.trace(7).orElseThrow();
    assertThat(trace.spans()).hasSize(2);
    assertThat(trace.root().resource()).isEqualTo("parent");
  }

  @Test
  void showsARootEvenWhereSpansAreEachOthersParents() throws Exception {
    TraceStore store = new TraceStore(10, PLENTY, PLENTY);
    receive(store, Payloads.single(7, 1, 2, "a"));
    receive(store, Payloads.single(7, 2, 1, "b"));
    assertThat(store.trace(7).orElseThrow().root().resource()).isEqualTo("a");
  }

  @Test
  void keepsTheNewestTraces() throws Exception {
    TraceStore store = new TraceStore(3, PLENTY, PLENTY);
    for (int id = 1; id <= 10; id++) {
      receive(store, Payloads.single(id, id, 0, "GET /" + id));
    }
    assertThat(store.traces()).extracting(Trace::id).containsExactly(10L, 9L, 8L);
  }

  @Test
  void boundsTheBytesOfTracesAlsoWhenOneTraceGrowsForever() throws Exception {
    TraceStore store = new TraceStore(200, 2_000, PLENTY);
    for (int i = 1; i <= 100; i++) {
      receive(store, Payloads.single(7, i, 0, "GET /"));
    }
    assertThat(store.traces().stream().mapToLong(Trace::weight).sum()).isLessThanOrEqualTo(2_000);
  }

  @Test
  void boundsTheRawBytesAndAdmitsWhatItNoLongerSearches() throws Exception {
    TraceStore store = new TraceStore(200, PLENTY, 2_000);
    receive(store, Payloads.single(1, 1, 0, "Jane Roe"));
    assertThat(store.find("Jane Roe").matches()).hasSize(1);
    for (int i = 2; i <= 100; i++) {
      receive(store, Payloads.single(i, i, 0, "GET /"));
    }
    Findings findings = store.find("Jane Roe");
    assertThat(findings.matches()).isEmpty();
    assertThat(findings.bytes()).isLessThanOrEqualTo(2_000);
    assertThat(findings.requests() + findings.dropped()).isEqualTo(100);
  }
}
