// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import static io.github.mpdatadog.MapGetter.GETTER;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.github.mpdatadog.propagation.DatadogPropagator.Family;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What clients send in headers is parsed without failing, and nothing of it but ids is sent on. */
class HeadersFuzz {

  private static final DatadogPropagator PROPAGATOR =
      DatadogPropagator.create(
          List.of(Family.DATADOG, Family.TRACECONTEXT),
          List.of(Family.DATADOG, Family.TRACECONTEXT));

  @FuzzTest(maxDuration = "60s")
  void onlyIdsAndKnownWordsAreSentOn(
      @NotNull String traceId,
      @NotNull String parentId,
      @NotNull String origin,
      @NotNull String tags,
      @NotNull String traceparent,
      @NotNull String tracestate) {
    Map<String, String> received = new HashMap<>();
    received.put("x-datadog-trace-id", traceId);
    received.put("x-datadog-parent-id", parentId);
    received.put("x-datadog-origin", origin);
    received.put("x-datadog-tags", tags);
    received.put("x-datadog-sampling-priority", parentId);
    received.put("traceparent", traceparent);
    received.put("tracestate", "dd=" + tracestate);
    Map<String, String> sent = new HashMap<>();
    PROPAGATOR.inject(
        PROPAGATOR.extract(Context.root(), received, GETTER), sent, (to, k, v) -> to.put(k, v));

    assertThat(sent.values())
        .allMatch(
            value ->
                value.matches(
                    "(dd=)?([0-9a-f]+|[0-9a-f-]+|synthetics(-browser)?|rum|lambda|ciapp-test"
                        + "|([,;]?(_dd\\.p\\.(tid|dm)=|[spo]:|t\\.dm:)[0-9a-z-]+)*)"));
  }
}
