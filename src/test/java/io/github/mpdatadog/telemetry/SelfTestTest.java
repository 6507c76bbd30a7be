// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.privacy.Ledger;
import io.github.mpdatadog.privacy.Policy;
import io.github.mpdatadog.privacy.SpanRedactor;
import io.github.mpdatadog.privacy.Vocabulary;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SelfTestTest {

  private static final AttributeKey<String> STACK = AttributeKey.stringKey("exception.stacktrace");

  private final SpanRedactor redactor =
      new SpanRedactor(Policy.strict(), new Vocabulary(), Resource.empty(), new Ledger());

  @Test
  void theRealGatePasses() {
    assertThat(SelfTest.passes(redactor::redact)).isTrue();
  }

  @Test
  void aGateThatLetsEverythingThroughFails() {
    assertThat(SelfTest.passes(span -> span)).isFalse();
  }

  @Test
  void aGateThatLetsNothingThroughFailsToo() {
    assertThat(SelfTest.passes(span -> null)).isFalse();
  }

  @Test
  void aGateThatThrowsFails() {
    assertThat(
            SelfTest.passes(
                span -> {
                  throw new IllegalStateException();
                }))
        .isFalse();
  }

  /** One leak each, in the fields that other redactors forget. */
  static List<Leak> leaks() {
    return List.of(
        new Leak(
            "name",
            (raw, safe) ->
                new DelegatingSpanData(safe) {
                  @Override
                  public String getName() {
                    return raw.getName();
                  }
                }),
        new Leak(
            "status",
            (raw, safe) ->
                new DelegatingSpanData(safe) {
                  @Override
                  public StatusData getStatus() {
                    return raw.getStatus();
                  }
                }),
        new Leak(
            "attributes",
            (raw, safe) ->
                new DelegatingSpanData(safe) {
                  @Override
                  public Attributes getAttributes() {
                    return raw.getAttributes();
                  }
                }),
        new Leak(
            "events",
            (raw, safe) ->
                new DelegatingSpanData(safe) {
                  @Override
                  public List<EventData> getEvents() {
                    return raw.getEvents();
                  }
                }),
        new Leak(
            "frames",
            (raw, safe) ->
                new DelegatingSpanData(safe) {
                  @Override
                  public List<EventData> getEvents() {
                    return raw.getEvents().stream().map(SelfTestTest::framesOnly).toList();
                  }
                }),
        new Leak(
            "links",
            (raw, safe) ->
                new DelegatingSpanData(safe) {
                  @Override
                  public List<LinkData> getLinks() {
                    return raw.getLinks();
                  }
                }),
        new Leak(
            "resource",
            (raw, safe) ->
                new DelegatingSpanData(safe) {
                  @Override
                  public Resource getResource() {
                    return raw.getResource();
                  }
                }));
  }

  /** As a redactor leaves it that takes the messages out of a stack trace, and trusts the rest. */
  private static EventData framesOnly(EventData raw) {
    String frames =
        String.valueOf(raw.getAttributes().get(STACK))
            .lines()
            .filter(line -> line.startsWith("\tat "))
            .collect(Collectors.joining("\n"));
    return EventData.create(raw.getEpochNanos(), "exception", Attributes.of(STACK, frames));
  }

  @ParameterizedTest
  @MethodSource("leaks")
  void aLeakOfOneFieldIsFound(Leak leak) {
    assertThat(SelfTest.passes(span -> leak.apply(span, redactor.redact(span)))).isFalse();
  }

  record Leak(String field, BinaryOperator<SpanData> broken) {
    SpanData apply(SpanData raw, SpanData safe) {
      return broken.apply(raw, safe);
    }

    @Override
    public String toString() {
      return field;
    }
  }
}
