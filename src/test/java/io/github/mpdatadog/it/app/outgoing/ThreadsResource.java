// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import io.opentelemetry.context.Context;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedExecutors;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.eclipse.microprofile.context.ThreadContext;

/** Has the same work done by other threads, in every way there is. */
@ContextServiceDefinition(
    name = "java:app/concurrent/everything",
    propagated = ContextServiceDefinition.ALL_REMAINING)
@ManagedExecutorDefinition(
    name = "java:app/concurrent/declared",
    context = "java:app/concurrent/everything")
@Path("threads")
@RequestScoped
public class ThreadsResource {
  @Resource ManagedExecutorService executor;
  @Resource ManagedScheduledExecutorService scheduler;
  @Resource ContextService contexts;
  @Inject Work work;
  @Inject AsyncBean ejb;
  @Inject LocalVisit visit;
  @Inject AsyncMethods methods;
  @Inject SessionMethods session;
  @Inject TimerBean timer;
  @Inject Event<Work.Wanted> events;
  private ManagedExecutorService set;
  private ManagedExecutorService looked;

  @Resource
  public void setSet(ManagedExecutorService injected) {
    this.set = injected;
  }

  @PostConstruct
  void lookUp() {
    looked = lookup("java:comp/DefaultManagedExecutorService");
  }

  @GET
  @Path("{kind}")
  public String work(@PathParam("kind") String kind) throws Exception {
    return String.valueOf(done(kind));
  }

  private Object fired(NotificationOptions options) throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();
    events.fireAsync(new Work.Wanted(result), options);
    return result.get(10, TimeUnit.SECONDS);
  }

  private Object done(String kind) throws Exception {
    return switch (kind) {
      case "submit" -> executor.submit(work::run).get();
      case "execute" -> executed();
      case "invoke-all" -> executor.invokeAll(List.of(work::run)).get(0).get();
      case "managed-task" ->
          executor.submit(ManagedExecutors.managedTask(work::run, Map.of("name", "x"), null)).get();
      case "setter" -> set.submit(work::run).get();
      case "looked-up-early" -> looked.submit(work::run).get();
      case "declared" -> declared().submit(work::run).get();
      case "supply-async" -> executor.supplyAsync(work::run).get();
      case "declared-then-async" ->
          declared().completedFuture("x").thenApplyAsync(x -> work.run()).get();
      case "plain-future" -> CompletableFuture.supplyAsync(work::run, executor).get();
      case "plain-future-then" ->
          CompletableFuture.supplyAsync(() -> "x", executor)
              .thenApplyAsync(x -> work.run(), executor)
              .get();
      case "scheduled" -> scheduler.schedule(work::run, 1, TimeUnit.MILLISECONDS).get();
      case "scheduled-submit" -> scheduler.submit(work::run).get();
      case "contextual" -> onNewThread(contexts.contextualRunnable(work::run));
      case "contextual-proxy" ->
          onNewThread(contexts.createContextualProxy(work::run, Runnable.class));
      case "context-executor" -> onNewThread(inCurrentContext(work::run));
      case "ejb" -> ejb.run().get();
      case "stateful-ejb" -> visit.run().get();
      case "concurrency" -> methods.concurrency().get();
      case "session" -> session.run().get();
      case "fault-tolerance" -> methods.faultTolerance().toCompletableFuture().get();
      case "ft-retry" -> methods.retried().toCompletableFuture().get();
      case "ft-bulkhead" -> methods.inBulkhead().toCompletableFuture().get();
      case "ft-interrupt" -> methods.interrupted();
      case "event" -> fired(NotificationOptions.ofExecutor(executor));
      case "publisher" -> published();
      case "declared-timeout" -> timedOut(declared().newIncompleteFuture());
      case "mp-executor" -> propagatingExecutor();
      case "mp-context" ->
          onNewThread(ThreadContext.builder().build().contextualRunnable(work::run));
      case "wrapped-pool" -> wrappedPool(Executors.newSingleThreadExecutor());
      case "virtual" -> wrappedPool(virtual());
      case "timer" -> {
        timer.startTimer();
        yield "started";
      }
      case "repeated" -> repeated();
      default -> throw new BadRequestException("unknown kind");
    };
  }

  private Runnable inCurrentContext(Runnable task) {
    Executor current = contexts.currentContextExecutor();
    return () -> current.execute(task);
  }

  private String propagatingExecutor() throws Exception {
    ManagedExecutor propagating = ManagedExecutor.builder().build();
    try {
      return propagating.supplyAsync(work::run).get();
    } finally {
      propagating.shutdown();
    }
  }

  private String timedOut(CompletableFuture<String> never) throws Exception {
    return never
        .completeOnTimeout("x", 10, TimeUnit.MILLISECONDS)
        .thenApplyAsync(x -> work.run())
        .get();
  }

  private String published() throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();
    try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>(executor, 8)) {
      var unused = publisher.consume(item -> result.complete(work.run()));
      publisher.submit("x");
      return result.get();
    }
  }

  private String executed() throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();
    executor.execute(() -> result.complete(work.run()));
    return result.get();
  }

  private String repeated() throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();
    Future<?> task =
        scheduler.scheduleAtFixedRate(
            () -> {
              if (!result.isDone()) {
                result.complete(work.run());
              }
            },
            0,
            1,
            TimeUnit.HOURS);
    String done = result.get();
    task.cancel(true);
    return done;
  }

  private static String onNewThread(Runnable task) throws InterruptedException {
    Thread thread = new Thread(task);
    thread.start();
    thread.join();
    return "done";
  }

  private String wrappedPool(ExecutorService pool) throws Exception {
    try {
      return Context.taskWrapping(pool).submit(work::run).get();
    } finally {
      pool.shutdown();
    }
  }

  /** By reflection: this compiles on Java 17. */
  private static ExecutorService virtual() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  private static ManagedExecutorService lookup(String name) {
    try {
      return InitialContext.doLookup(name);
    } catch (javax.naming.NamingException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static ManagedExecutorService declared() {
    return lookup("java:app/concurrent/declared");
  }

  /** The request is over for the thread that took it before the work begins. */
  @GET
  @Path("stage")
  public CompletionStage<String> stage() {
    return executor.supplyAsync(work::run);
  }

  @GET
  @Path("sse")
  @jakarta.ws.rs.Produces("text/event-stream")
  public void events(
      @jakarta.ws.rs.core.Context SseEventSink sink, @jakarta.ws.rs.core.Context Sse sse) {
    executor.execute(
        () -> {
          try (sink) {
            sink.send(sse.newEvent(work.run()));
          }
        });
  }
}
