// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which times of a span may leave: those of work, and not those of what it is about. */
class WorkTimesTest {
  private static final long NOW = nanos("2026-11-23T10:00:00Z");
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long DAY = Duration.ofDays(1).toNanos();

  @Test
  void timesOfWorkStayAsTheyAre() {
    WorkTimes times = times(NOW - 3 * SECOND, NOW - SECOND);

    assertThat(times.start()).isEqualTo(NOW - 3 * SECOND);
    assertThat(times.end()).isEqualTo(NOW - SECOND);
    assertThat(times.within(NOW - 2 * SECOND)).isEqualTo(NOW - 2 * SECOND);
  }

  @Test
  void aSpanThatBeganAtADateOfBirthHasLastedADay() {
    WorkTimes times = times(nanos("1931-07-23T00:00:00Z"), NOW);

    assertThat(times.start()).isEqualTo(NOW - DAY);
    assertThat(times.end()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1931-07-23T00:00:05Z", "2026-11-20T00:00:05Z", "2027-02-03T00:00:05Z"})
  void aSpanOfAnotherDateKeepsItsDurationOnly(String end) {
    WorkTimes times = times(nanos(end) - 5 * SECOND, nanos(end));

    assertThat(times.end()).isEqualTo(NOW);
    assertThat(times.start()).isEqualTo(NOW - 5 * SECOND);
    assertThat(times.within(nanos(end) - 2 * SECOND)).isEqualTo(NOW - 2 * SECOND);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE})
  void anEventIsWithinItsSpan(long given) {
    WorkTimes times = times(NOW - 3 * SECOND, NOW - SECOND);

    assertThat(times.within(given)).isBetween(times.start(), times.end());
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE})
  void noTimesAreWithoutAnAnswer(long given) {
    for (WorkTimes times : List.of(times(given, NOW), times(NOW, given), times(given, given))) {
      assertThat(times.start()).isBetween(NOW - DAY, times.end());
      assertThat(times.end()).isEqualTo(NOW);
    }
  }

  @Test
  void noDateOfARecordIsInWhatLeaves() {
    long birth = nanos("1931-07-23T00:00:00Z");
    SpanData raw =
        Spans.span(SpanKind.INTERNAL)
            .setStartEpochNanos(birth)
            .setEndEpochNanos(birth + 1)
            .setEvents(List.of(EventData.create(birth, "admitted", Attributes.empty())))
            .build();

    SpanData span =
        new SpanRedactor(Policy.strict(), new Vocabulary(), Resource.empty(), new Ledger())
            .redact(raw);

    long recent = System.currentTimeMillis() * 1_000_000 - DAY;
    assertThat(span.getStartEpochNanos()).isGreaterThan(recent);
    assertThat(span.getEndEpochNanos()).isGreaterThan(recent);
    assertThat(span.getEvents().get(0).getEpochNanos()).isGreaterThan(recent);
  }

  private static WorkTimes times(long start, long end) {
    SpanData span =
        Spans.span(SpanKind.INTERNAL).setStartEpochNanos(start).setEndEpochNanos(end).build();
    return WorkTimes.of(span, NOW);
  }

  private static long nanos(String instant) {
    return Instant.parse(instant).toEpochMilli() * 1_000_000;
  }
}
