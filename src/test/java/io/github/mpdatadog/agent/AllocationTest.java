// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static io.github.mpdatadog.agent.TestSpans.attributes;
import static io.github.mpdatadog.agent.TestSpans.child;
import static io.github.mpdatadog.agent.TestSpans.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Encoding on the batch thread leaves next to nothing for the garbage collector. */
class AllocationTest {
  private static final int ROUNDS = 200;

  @Test
  void aSpanCostsLessThanAHundredBytesBesidesTheBuffer() {
    assumeTrue(
        ManagementFactory.getThreadMXBean() instanceof ThreadMXBean, "this JVM does not count");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    PayloadEncoder encoder = new PayloadEncoder(TestSpans.settings());
    List<SpanData> batch = batch();
    for (int i = 0; i < ROUNDS; i++) {
      encoder.encode(batch, payload -> {}, (reason, count) -> {});
    }

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ROUNDS; i++) {
      encoder.encode(batch, payload -> {}, (reason, count) -> {});
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated / ROUNDS / batch.size()).isLessThan(100);
  }

  /** 64 traces of a request with seven statements. */
  private static List<SpanData> batch() {
    List<SpanData> spans = new ArrayList<>();
    for (int trace = 1; trace <= 64; trace++) {
      spans.add(
          span(
                  SpanKind.SERVER,
                  attributes(
                      "http.request.method=GET",
                      "http.response.status_code=200",
                      "http.route=/patients/{id}",
                      "url.scheme=https",
                      "server.address=clinic.example",
                      "server.port=9443",
                      "network.protocol.version=1.1",
                      "thread.id=34",
                      "thread.name=executor-1"))
              .setSpanContext(TestSpans.inTrace(trace, TestSpans.ROOT))
              .build());
      for (int i = 1; i <= 7; i++) {
        String id = String.format("%016x", i);
        spans.add(
            child(
                    id,
                    TestSpans.ROOT,
                    SpanKind.CLIENT,
                    attributes(
                        "db.system.name=postgresql",
                        "db.namespace=ehr",
                        "db.operation.name=SELECT",
                        "db.collection.name=patients",
                        "db.query.text=SELECT id, name FROM patients WHERE id = ?",
                        "server.address=db",
                        "server.port=5432",
                        "thread.id=34",
                        "thread.name=executor-1"))
                .setSpanContext(TestSpans.inTrace(trace, id))
                .build());
      }
    }
    return spans;
  }
}
