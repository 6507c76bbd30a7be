// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.concurrent.ContextService;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A service that captures nothing: what it gives is what it was given. */
class ContextServiceTest {
  private static final ContextKey<String> TRACE = ContextKey.named("trace");

  private Object given;
  private final ContextService service =
      (ContextService)
          TracingExecutor.wrap(
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {ContextService.class, Flow.Publisher.class},
                  (proxy, method, arguments) ->
                      method.getName().equals("currentContextExecutor")
                          ? (Executor) Runnable::run
                          : (given = arguments[0])));

  private static String trace() {
    return String.valueOf(Context.current().get(TRACE));
  }

  /** Within a trace. */
  private static <T> T traced(Callable<T> work) throws Exception {
    try (Scope scope = Context.root().with(TRACE, "ward").makeCurrent()) {
      return work.call();
    }
  }

  interface Ward {
    String rounds();

    default void burn() {
      throw new IllegalStateException("mine");
    }
  }

  interface Bed {}

  static class Fourth implements Ward, Bed {
    @Override
    public String rounds() {
      return trace();
    }

    @Override
    public String toString() {
      return "fourth " + trace();
    }
  }

  static final class Kept extends Fourth implements Serializable {}

  @Test
  void methodsOfAContextualProxySeeTheTraceOfWhoMadeIt() throws Exception {
    Ward ward = traced(() -> service.createContextualProxy(new Fourth(), Ward.class));
    Ward named = traced(() -> service.createContextualProxy(new Fourth(), Map.of(), Ward.class));
    Object both = traced(() -> service.createContextualProxy(new Fourth(), Ward.class, Bed.class));

    assertThat(ward.rounds()).isEqualTo("ward");
    assertThat(named.rounds()).isEqualTo("ward");
    assertThat(((Ward) both).rounds()).isEqualTo("ward");
    assertThat(both).isInstanceOf(Bed.class);
  }

  /** As the server's own proxy has it. */
  @Test
  void thoseThatEveryObjectHasDoNot() throws Exception {
    Ward ward = traced(() -> service.createContextualProxy(new Fourth(), Ward.class));

    assertThat(ward).hasToString("fourth null");
  }

  @Test
  void whatTheyThrowArrivesAsItIs() throws Exception {
    Ward ward = traced(() -> service.createContextualProxy(new Fourth(), Ward.class));

    assertThatThrownBy(ward::burn).isInstanceOf(IllegalStateException.class).hasMessage("mine");
  }

  @Test
  void theServerIsGivenWhatItRefuses() throws Exception {
    Fourth ward = new Fourth();

    assertThat(traced(() -> service.createContextualProxy((Object) ward, Ward.class, List.class)))
        .isSameAs(ward);
    assertThat(traced(() -> service.createContextualProxy(ward, Fourth.class))).isSameAs(ward);
    assertThat(traced(() -> service.createContextualProxy(null, Ward.class))).isNull();
  }

  /** It may be sent to where nobody knows this library. */
  @Test
  void whatCanBeWrittenIsLeftAsItIs() throws Exception {
    Kept ward = new Kept();

    assertThat((Object) traced(() -> service.createContextualProxy(ward, Ward.class)))
        .isSameAs(ward);
  }

  @Test
  void tasksOfACapturedContextSeeItsTrace() throws Exception {
    Executor captured = traced(service::currentContextExecutor);
    List<String> told = new ArrayList<>();

    captured.execute(() -> told.add(trace()));

    assertThat(told).containsExactly("ward");
    assertThat(trace()).isEqualTo("null");
  }

  /** By the type of the parameter, as in the methods that Concurrency 3.1 added. */
  @Test
  void subscribersSeeTheTraceOfWhoMadeThem() throws Exception {
    List<String> told = new ArrayList<>();
    Flow.Publisher<?> any = (Flow.Publisher<?>) service;

    traced(
        () -> {
          any.subscribe(new Telling(told));
          return null;
        });
    ((Flow.Subscriber<?>) given).onComplete();

    assertThat(told).containsExactly("ward");
  }

  private record Telling(List<String> told) implements Flow.Subscriber<Object> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {}

    @Override
    public void onNext(Object item) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {
      told.add(trace());
    }
  }

  @Test
  void functionsSeeTheTraceOfWhoMadeThem() throws Exception {
    Function<String, String> function = traced(() -> service.contextualFunction(x -> trace()));
    BiFunction<String, String, String> two =
        traced(() -> service.contextualFunction((x, y) -> trace()));
    List<String> told = new ArrayList<>();
    Consumer<String> consumer = traced(() -> service.contextualConsumer(x -> told.add(trace())));
    BiConsumer<String, String> both =
        traced(() -> service.contextualConsumer((x, y) -> told.add(trace())));
    consumer.accept("");
    both.accept("", "");

    assertThat(function.apply("")).isEqualTo("ward");
    assertThat(two.apply("", "")).isEqualTo("ward");
    assertThat(told).containsExactly("ward", "ward");
  }
}
