// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A trace state that is a decision: all spans of a trace share it, and its text is made once, when
 * the first of them is exported. Immutable but for that text; thread-safe.
 */
final class DecisionState implements TraceState {

  private final Decision decision;

  /** Two threads may make the same text; either is right. */
  private @Nullable String text;

  DecisionState(Decision decision) {
    this.decision = decision;
  }

  Decision decision() {
    return decision;
  }

  private String member() {
    String made = text;
    if (made == null) {
      made = decision.member();
      text = made;
    }
    return made;
  }

  @Override
  public @Nullable String get(String key) {
    return Decision.MEMBER.equals(key) ? member() : null;
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public void forEach(BiConsumer<String, String> consumer) {
    consumer.accept(Decision.MEMBER, member());
  }

  @Override
  public Map<String, String> asMap() {
    return Map.of(Decision.MEMBER, member());
  }

  @Override
  public TraceStateBuilder toBuilder() {
    return TraceState.builder().put(Decision.MEMBER, member());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DecisionState state && state.decision.equals(decision);
  }

  @Override
  public int hashCode() {
    return decision.hashCode();
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
