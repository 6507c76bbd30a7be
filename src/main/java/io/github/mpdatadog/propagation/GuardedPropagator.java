// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Writes no header unless the context says that the receiver may have it. Code that injects without
 * saying so, as the server's REST client does, sends no header at all.
 *
 * <p>An application needs {@link #toUs} only where it injects by itself:
 *
 * <pre>{@code
 * openTelemetry.getPropagators().getTextMapPropagator()
 *     .inject(GuardedPropagator.toUs(Context.current()), carrier, setter);
 * }</pre>
 *
 * <p>Immutable and thread-safe. Takes null as OpenTelemetry's own propagators do, whose place it
 * has.
 */
public final class GuardedPropagator implements TextMapPropagator {

  private static final ContextKey<Boolean> TO_US = ContextKey.named("mpdatadog.to-us");

  private final TextMapPropagator propagator;

  /**
   * Guards {@code propagator}; what it reads from incoming requests is not touched.
   *
   * @param propagator writes and reads the headers
   */
  public GuardedPropagator(TextMapPropagator propagator) {
    this.propagator = propagator;
  }

  /**
   * Marks a context, so that headers are written where it is injected. Only for receivers that an
   * operator has declared: a host of {@link Destinations}, or a queue of the operator's own broker.
   * Nothing but {@code inject} looks at the mark.
   *
   * @param context with the span to be continued
   * @return a context with that span and the mark; the one given is not changed
   */
  public static Context toUs(Context context) {
    return context.with(TO_US, true);
  }

  @Override
  public Collection<String> fields() {
    return propagator.fields();
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    if (context != null && setter != null && context.get(TO_US) != null) {
      propagator.inject(context, carrier, setter);
    }
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    if (context == null || getter == null) {
      return context == null ? Context.root() : context;
    }
    return propagator.extract(context, carrier, getter);
  }
}
