// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Applications keep asynchronous contexts in collections until they have something to say. */
class TracedAsyncTest {
  private static final ContextKey<String> TRACE = ContextKey.named("trace");

  private final List<AsyncListener> listeners = new ArrayList<>();
  private final List<Runnable> started = new ArrayList<>();
  private final AsyncContext bare =
      (AsyncContext)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {AsyncContext.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> 42;
                    case "addListener" -> listeners.add((AsyncListener) arguments[0]) ? null : null;
                    case "start" -> started.add((Runnable) arguments[0]) ? null : null;
                    default -> throw new UnsupportedOperationException(method.getName());
                  });

  @Test
  void allThatStandForOneContextAreEqual() {
    Set<AsyncContext> waiting = new HashSet<>(Set.of(TracedAsync.of(bare)));

    assertThat(waiting.remove(TracedAsync.of(bare))).isTrue();
    assertThat(TracedAsync.of(bare)).isNotEqualTo("another");
  }

  @Test
  void nothingIsWrappedTwice() {
    AsyncContext once = TracedAsync.of(bare);

    assertThat(TracedAsync.of(once)).isSameAs(once);
  }

  @Test
  void aListenerIsToldOfTheContextThatTheApplicationHas() throws Exception {
    AsyncContext async = TracedAsync.of(bare);
    Set<AsyncContext> waiting = new HashSet<>(Set.of(async));
    async.addListener(
        new AsyncListener() {
          @Override
          public void onComplete(AsyncEvent event) {
            waiting.remove(event.getAsyncContext());
          }

          @Override
          public void onTimeout(AsyncEvent event) {}

          @Override
          public void onError(AsyncEvent event) {}

          @Override
          public void onStartAsync(AsyncEvent event) {}
        });

    listeners.get(0).onComplete(new AsyncEvent(bare, null, null, null));

    assertThat(waiting).isEmpty();
  }

  @Test
  @SuppressWarnings("try")
  void whatItStartsSeesTheTrace() {
    List<String> seen = new ArrayList<>();
    try (Scope scope = Context.current().with(TRACE, "ward").makeCurrent()) {
      TracedAsync.of(bare).start(() -> seen.add(Context.current().get(TRACE)));
    }

    started.get(0).run();

    assertThat(seen).containsExactly("ward");
  }
}
