// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the events of a span: exceptions as types and frames, others by vocabulary and policy.
 */
final class EventRedactor {

  static final int MOST_EVENTS = 32;

  private static final String EXCEPTION = "exception";
  private static final String NEUTRAL = "event";
  private static final AttributeKey<String> TYPE = AttributeKey.stringKey("exception.type");
  private static final AttributeKey<String> MESSAGE = AttributeKey.stringKey("exception.message");
  private static final AttributeKey<String> STACK = AttributeKey.stringKey("exception.stacktrace");

  private final Policy policy;
  private final Evidence evidence;
  private final Ledger ledger;

  EventRedactor(Policy policy, Evidence evidence, Ledger ledger) {
    this.policy = policy;
    this.evidence = evidence;
    this.ledger = ledger;
  }

  /**
   * @param now in nanoseconds since the epoch
   */
  List<EventData> redact(SpanData span, SpanKind kind, long now, AttributeSieve sieve)
      throws ReflectiveOperationException {
    List<EventData> events = span.getEvents();
    if (events.isEmpty()) {
      return List.of();
    }
    WorkTimes times = WorkTimes.of(span, now);
    List<EventData> redacted = new ArrayList<>(Math.min(events.size(), MOST_EVENTS));
    int seen = 0;
    for (EventData event : events) {
      if (redacted.size() < MOST_EVENTS) {
        redacted.add(redact(event, kind, times, sieve));
      }
      seen++;
    }
    ledger.eventsReduced(redacted.size());
    ledger.eventsDropped(seen - redacted.size());
    return List.copyOf(redacted);
  }

  private EventData redact(EventData event, SpanKind kind, WorkTimes times, AttributeSieve sieve)
      throws ReflectiveOperationException {
    long time = times.within(event.getEpochNanos());
    Throwable thrown = RecordedThrowables.of(event);
    if (thrown != null) {
      return rebuilt(time, EXCEPTION, exception(thrown));
    }
    return rebuilt(time, name(event.getName()), sieve.sift(event.getAttributes(), kind));
  }

  private Object[] exception(Throwable thrown) {
    String type = evidence.type(thrown);
    evidence.thrown(type);
    KeptPairs attributes = new KeptPairs();
    if (policy.admits(TYPE.getKey())) {
      attributes.add(TYPE, type);
    }
    if (policy.admits(MESSAGE.getKey())) {
      String shape = evidence.messageOf(thrown);
      Policy.Entry entry = policy.entry(MESSAGE.getKey());
      if (shape == null && entry != null) {
        ledger.attributeRemoved(entry);
      } else if (shape != null) {
        ledger.messageReduced();
        attributes.add(MESSAGE, shape);
      }
    }
    if (policy.admits(STACK.getKey())) {
      attributes.add(STACK, StackText.of(thrown, evidence, policy.admits(MESSAGE.getKey())));
    }
    return attributes.toArray();
  }

  private String name(@Nullable String given) {
    if (EXCEPTION.equals(given)) {
      return EXCEPTION;
    }
    String known = evidence.known(Kind.EVENT_NAME, given);
    return known == null || !evidence.admits("event:", known) ? NEUTRAL : known;
  }

  private static EventData rebuilt(long time, String name, Object[] pairs) {
    Attributes attributes = KeptAttributes.of(pairs);
    return EventData.create(time, name, attributes, attributes.size());
  }
}
