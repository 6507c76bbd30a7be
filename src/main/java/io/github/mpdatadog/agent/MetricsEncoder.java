// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import io.opentelemetry.api.trace.SpanKind;

/** Writes a span's {@code metrics}: numbers, and Datadog's flags. */
final class MetricsEncoder {
  private static final byte[] METRICS = MsgPackWriter.encode("metrics");
  private static final byte[] PRIORITY = MsgPackWriter.encode("_sampling_priority_v1");
  private static final byte[] TOP_LEVEL = MsgPackWriter.encode("_dd.top_level");
  private static final byte[] MEASURED = MsgPackWriter.encode("_dd.measured");
  private static final byte[] RULE_RATE = MsgPackWriter.encode("_dd.rule_psr");
  private static final byte[] LIMIT_RATE = MsgPackWriter.encode("_dd.limit_psr");
  private static final byte[] PROCESS_ID = MsgPackWriter.encode("process_id");
  private static final byte[] PEER_PORT = MsgPackWriter.encode("peer.port");

  private final MsgPackWriter out;
  private final SpanFacts facts;
  private final double sampleRate;
  private final long processId = ProcessHandle.current().pid();
  private int count;

  MetricsEncoder(MsgPackWriter out, SpanFacts facts, double sampleRate) {
    this.out = out;
    this.facts = facts;
    this.sampleRate = sampleRate;
  }

  void encode(SpanRole role) {
    out.raw(METRICS);
    int at = out.openMap();
    count = 0;
    SamplingDecision decision = role.decision();
    if (decision != null) {
      integer(PRIORITY, decision.priority());
      if (decision.byRate() && role.localRoot()) {
        Double ruleRate = decision.ruleRate();
        number(RULE_RATE, ruleRate == null ? sampleRate : ruleRate);
        Double limitRate = decision.limitRate();
        if (limitRate != null) {
          number(LIMIT_RATE, limitRate);
        }
      }
    }
    if (role.localRoot()) {
      integer(PROCESS_ID, processId);
    }
    if (role.topLevel()) {
      integer(TOP_LEVEL, 1);
    }
    if (facts.kind() != SpanKind.INTERNAL || facts.has(KnownAttribute.BATCH_OPERATION)) {
      integer(MEASURED, 1);
    }
    if (facts.kind() != SpanKind.SERVER
        && facts.value(KnownAttribute.SERVER_PORT) instanceof Long port) {
      integer(PEER_PORT, port);
    }
    others();
    out.close(at, count);
  }

  private void others() {
    for (int i = 0; i < facts.others(); i++) {
      Object value = facts.otherValue(i);
      if (value instanceof Long number) {
        out.string(facts.otherKey(i).getKey(), Limits.KEY);
        out.integer(number);
        count++;
      } else if (value instanceof Double number && Double.isFinite(number)) {
        out.string(facts.otherKey(i).getKey(), Limits.KEY);
        out.float64(number);
        count++;
      }
    }
  }

  private void integer(byte[] key, long value) {
    out.raw(key);
    out.integer(value);
    count++;
  }

  private void number(byte[] key, double value) {
    out.raw(key);
    out.float64(value);
    count++;
  }
}
