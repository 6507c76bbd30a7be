// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.KeptSpans;
import io.github.mpdatadog.telemetry.OpenCalls;
import io.opentelemetry.api.trace.Span;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import org.junit.jupiter.api.Test;

class ServletPathsExtensionTest {

  /** With the jar in {@code lib/global}, any application's extension sees all open calls. */
  @Test
  void anApplicationThatStopsLeavesTheOpenCallsOfOthersAlone() {
    try (KeptSpans others = new KeptSpans()) {
      Span call = others.sdk().getTracer("test").spanBuilder("GET").startSpan();
      OpenCalls.begin(call);

      new ServletPathsExtension().stop(new BeforeShutdown() {});

      OpenCalls.endFailed();
      assertThat(call.isRecording()).isFalse();
    }
  }
}
