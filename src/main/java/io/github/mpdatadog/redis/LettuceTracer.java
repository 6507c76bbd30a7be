// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import io.lettuce.core.tracing.TraceContext;
import io.lettuce.core.tracing.TraceContextProvider;
import io.lettuce.core.tracing.Tracer;
import io.lettuce.core.tracing.TracerProvider;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** What Lettuce asks for the caller's context and for each span. Thread-safe. */
final class LettuceTracer extends Tracer implements TracerProvider, TraceContextProvider {

  /** Whose call it is. */
  private record Caller(Context context) implements TraceContext {}

  private final RedisTracer tracer;

  LettuceTracer(RedisTracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public Tracer getTracer() {
    return this;
  }

  @Override
  public TraceContext getTraceContext() {
    return new Caller(Context.current());
  }

  @Override
  public Span nextSpan() {
    return new LettuceSpan(tracer, Context.current());
  }

  @Override
  public Span nextSpan(@Nullable TraceContext context) {
    // Lettuce's own commands, such as those of the handshake, come without a caller.
    return new LettuceSpan(tracer, context instanceof Caller c ? c.context() : Context.root());
  }
}
