// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mpdatadog.Passivated;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.eclipse.microprofile.context.ThreadContext;
import org.junit.jupiter.api.Test;

/** Open Liberty's executors are Jakarta's and MicroProfile's at once; CDI's can be written. */
class ServersExecutorTest {
  private static final ContextKey<String> TRACE = ContextKey.named("trace");

  private final Object both =
      TracingExecutor.wrap(
          proxy(new Server(), ManagedExecutorService.class, ManagedExecutor.class));

  /** Runs at once, and captures nothing. */
  static class Server implements InvocationHandler {
    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
      return switch (method.getName()) {
        case "supplyAsync" -> CompletableFuture.completedFuture(((Supplier<?>) arguments[0]).get());
        case "copy" -> arguments[0];
        case "newIncompleteFuture" -> new CompletableFuture<>();
        case "getContextService", "getThreadContext" ->
            proxy(this, ContextService.class, ThreadContext.class);
        case "contextualCallable" -> arguments[0];
        case "hashCode" -> 1;
        default -> null;
      };
    }
  }

  /** What CDI injects. */
  private static final class Injected extends Server implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  private static Object proxy(InvocationHandler handler, Class<?>... interfaces) {
    return Proxy.newProxyInstance(ServersExecutorTest.class.getClassLoader(), interfaces, handler);
  }

  private static String trace() {
    return String.valueOf(Context.current().get(TRACE));
  }

  /** Within a trace. */
  private static <T> T traced(Callable<T> work) throws Exception {
    try (Scope scope = Context.root().with(TRACE, "ward").makeCurrent()) {
      return work.call();
    }
  }

  @Test
  void itStaysAnExecutorOfBothKinds() throws Exception {
    assertThat(both).isInstanceOf(ManagedExecutorService.class).isInstanceOf(ManagedExecutor.class);
    assertThat(traced(() -> ((ManagedExecutor) both).supplyAsync(ServersExecutorTest::trace)).get())
        .isEqualTo("ward");
  }

  @Test
  void futuresStayTheServersOwn() {
    CompletableFuture<String> future = new CompletableFuture<>();

    assertThat(((ManagedExecutor) both).copy(future)).isSameAs(future);
    assertThat(((ManagedExecutor) both).newIncompleteFuture()).isNotDone();
  }

  @Test
  void itsContextServiceCarriesTheTraceToo() throws Exception {
    ContextService service = ((ManagedExecutorService) both).getContextService();
    ThreadContext context = ((ManagedExecutor) both).getThreadContext();
    Callable<String> task = ServersExecutorTest::trace;

    Callable<String> first = traced(() -> service.contextualCallable(task));
    Callable<String> second = traced(() -> context.contextualCallable(task));

    assertThat(first.call()).isEqualTo("ward");
    assertThat(second.call()).isEqualTo("ward");
  }

  @Test
  void aSerializableExecutorCanBeWrittenAndCarriesTheTraceWhenReadBack() throws Exception {
    Object injected = TracingExecutor.wrap(proxy(new Injected(), ManagedExecutorService.class));

    ManagedExecutorService back = (ManagedExecutorService) Passivated.andActivated(injected);

    assertThat(traced(() -> back.supplyAsync(ServersExecutorTest::trace)).get()).isEqualTo("ward");
    assertThat(TracingExecutor.wrap(back)).isSameAs(back);
  }

  @Test
  void anExecutorThatIsNotSerializableCannotBeWrittenEither() {
    assertThatThrownBy(() -> Passivated.andActivated(both))
        .isInstanceOf(NotSerializableException.class);
  }
}
