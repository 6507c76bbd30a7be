// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.internal.data.ExceptionEventData;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Counted by keys that the policy knows; a key that came with data is a number and no more. */
class LedgerTest {

  private static final String CANARY = "Zephyrine Quackenbush";

  private final Ledger ledger = new Ledger();
  private final Policy policy = Policy.strict().allowing(Map.of("retry.count", "int(0..9)"));
  private final SpanRedactor redactor =
      new SpanRedactor(policy, new Vocabulary(), Resource.empty(), ledger);

  private void redact(Attributes attributes) {
    redactor.redact(
        Spans.span(SpanKind.SERVER, attributes)
            .setStatus(StatusData.create(io.opentelemetry.api.trace.StatusCode.ERROR, CANARY))
            .build());
  }

  @Test
  void removalsAreCountedByKeyWhateverRuleRemovedThem() {
    for (int i = 0; i < 2; i++) {
      redact(
          Attributes.builder()
              .put("http.request.method", "GET")
              .put("url.query", CANARY) // dropped in any case
              .put("url.path", "/patients/" + CANARY) // no verified route
              .put("http.response.status_code", 7_000) // out of range
              .put("http.request.resend_count", CANARY) // of another type
              .put("retry.count", 77)
              .build());
    }

    assertThat(ledger.attributesRemoved(policy))
        .containsExactly(
            entry("http.request.resend_count", 2L),
            entry("http.response.status_code", 2L),
            entry("retry.count", 2L),
            entry("url.path", 2L),
            entry("url.query", 2L));
    assertThat(ledger.attributesRemoved()).isEqualTo(10);
    assertThat(ledger.statusTextsRemoved()).isEqualTo(2);
  }

  @Test
  void aKeyThatThePolicyDoesNotKnowIsANumberOnly() {
    redact(Attributes.builder().put("patient." + CANARY, 1).put(CANARY, true).build());

    assertThat(ledger.unknownKeys()).isEqualTo(2);
    assertThat(ledger.attributesRemoved(policy)).isEmpty();
  }

  @Test
  void theSumOverKeysIsTheSumOverRules() {
    Attributes all =
        Attributes.builder()
            .put("url.full", "https://a/" + CANARY)
            .put("db.query.text", "")
            .put("db.query.summary", CANARY)
            .put("messaging.system", "jms")
            .put("messaging.destination.name", CANARY)
            .put("error.type", 4)
            .put("server.address", CANARY)
            .put("http.route", CANARY)
            .build();
    redact(all);

    long byKey = ledger.attributesRemoved(policy).values().stream().mapToLong(n -> n).sum();
    assertThat(byKey).isEqualTo(ledger.attributesRemoved()).isGreaterThan(5);
  }

  @Test
  void morePolicyThanItHasRoomForIsCountedTogether() {
    Policy vast =
        Policy.of(
            IntStream.range(0, 4_000)
                .boxed()
                .collect(Collectors.toMap(i -> "k" + i, i -> Rule.DROP)));
    Ledger small = new Ledger();
    SpanRedactor gate = new SpanRedactor(vast, new Vocabulary(), Resource.empty(), small);
    for (int i = 0; i < 4_000; i++) {
      gate.redact(
          Spans.span(SpanKind.INTERNAL, Attributes.builder().put("k" + i, CANARY).build()).build());
    }

    Map<String, Long> keys = small.attributesRemoved(vast);
    assertThat(keys.get("(SafeKey)")).isEqualTo(4_000 - 2_048);
    assertThat(small.attributesRemoved()).isEqualTo(4_000);
  }

  @Test
  void aMessageIsCountedWhetherItLeavesOrNot() {
    redactor.redact(failed(new NullPointerException())); // has no message
    redactor.redact(failed(new NumberFormatException("For input string: \"" + CANARY + "\"")));

    assertThat(ledger.messagesReduced()).isOne();
    assertThat(ledger.attributesRemoved(policy)).containsExactly(entry("exception.message", 1L));
    assertThat(ledger.eventsReduced()).isEqualTo(2);
  }

  @Test
  void theNameOfATemporaryQueueIsCountedAsRemoved() {
    Vocabulary vocabulary = new Vocabulary();
    vocabulary.add(this, Vocabulary.Kind.DESTINATION, List.of("visits"));
    SpanRedactor gate = new SpanRedactor(policy, vocabulary, Resource.empty(), ledger);

    gate.redact(
        Spans.span(
                SpanKind.PRODUCER,
                Attributes.builder()
                    .put("messaging.system", "jms")
                    .put("messaging.destination.name", "visits")
                    .put("messaging.destination.temporary", true)
                    .build())
            .build());

    assertThat(ledger.attributesRemoved(policy))
        .containsExactly(entry("messaging.destination.name", 1L));
  }

  private static SpanData failed(Throwable thrown) {
    return Spans.span(SpanKind.INTERNAL)
        .setEvents(
            List.of(
                ExceptionEventData.create(SpanLimits.getDefault(), 1, thrown, Attributes.empty())))
        .build();
  }
}
