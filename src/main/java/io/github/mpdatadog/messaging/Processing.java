// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.ContextKey;
import jakarta.jms.Message;
import org.jspecify.annotations.Nullable;

/** The innermost message that is processed, and its span. */
record Processing(@Nullable Message message, Span span) {

  static final ContextKey<Processing> KEY = ContextKey.named("mpdd-message");

  /**
   * Whether it is this very message, directly within its span. By identity: what makes two messages
   * equal is the provider's.
   */
  boolean isOf(@Nullable Message other) {
    return message == other && span.getSpanContext().equals(Span.current().getSpanContext());
  }
}
