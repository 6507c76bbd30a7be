// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.propagation.DatadogPropagator;
import io.github.mpdatadog.propagation.DatadogPropagator.Family;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceHeadersTest {

  @Test
  void everyHeaderThatAStyleOfOursWritesIsOne() {
    List<Family> all = List.of(Family.values());

    assertThat(DatadogPropagator.create(all, all, false, Map.of("tier", "bool")).fields())
        .contains("baggage")
        .allMatch(TraceHeaders::isTraceHeader);
  }

  @ParameterizedTest
  @ValueSource(strings = {"B3", "X-B3-TraceId", "TraceParent", "X-Datadog-Tags", "Baggage"})
  void theCaseOfANameDoesNotMatter(String name) {
    assertThat(TraceHeaders.isTraceHeader(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"B32", "Trace", "X-Data", "Authorization"})
  void otherHeadersAreTheApplications(String name) {
    assertThat(TraceHeaders.isTraceHeader(name)).isFalse();
  }
}
