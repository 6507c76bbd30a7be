// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/**
 * What one attribute may hold: a single type, and a decision over values of that type.
 *
 * @param text the rule as the table writes it, in full, so that policies can be compared
 */
record Rule(RuleKind kind, AttributeType type, String text, Decision decision) {

  /** Gives what may leave in place of the value, or null when nothing may. */
  interface Decision {
    @Nullable Object decide(Object value, SpanKind span, Evidence evidence);
  }

  /** The same for text, so that a value of another class never reaches a rule about text. */
  interface TextDecision extends Decision {
    @Nullable String decideText(String text, SpanKind span, Evidence evidence);

    @Override
    default @Nullable Object decide(Object value, SpanKind span, Evidence evidence) {
      return value instanceof String text ? decideText(text, span, evidence) : null;
    }
  }

  /** Before a rule whose attribute is closed when it has too many values. */
  static final String FEW = "few(";

  static final Rule DROP =
      new Rule(RuleKind.DROP, AttributeType.STRING, "drop", (value, span, evidence) -> null);

  static Rule ofText(RuleKind kind, String text, TextDecision decision) {
    return new Rule(kind, AttributeType.STRING, text, decision);
  }

  Rule few() {
    return new Rule(kind, type, FEW + text + ")", decision);
  }

  boolean isFew() {
    return text.startsWith(FEW);
  }
}
