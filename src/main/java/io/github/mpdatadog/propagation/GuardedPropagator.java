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
 * Writes no header unless the context says that it goes to one of us. Who injects without knowing
 * that, as the server's REST client does, tells the other side nothing.
 *
 * <p>Immutable and thread-safe.
 */
public final class GuardedPropagator implements TextMapPropagator {

  private static final ContextKey<Boolean> TO_US = ContextKey.named("mpdatadog.to-us");

  private final TextMapPropagator propagator;

  /** Guards {@code propagator}; what it reads from incoming requests is not touched. */
  public GuardedPropagator(TextMapPropagator propagator) {
    this.propagator = propagator;
  }

  /**
   * The context to inject with where the other side is known to be one of us: a host of {@link
   * Destinations}, or a queue of our own. Nothing but {@code inject} looks at the mark.
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
    if (context.get(TO_US) != null) {
      propagator.inject(context, carrier, setter);
    }
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    return propagator.extract(context, carrier, getter);
  }
}
