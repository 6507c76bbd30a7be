// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import io.github.mpdatadog.redis.JedisTracing;
import io.github.mpdatadog.redis.LettuceTracing;
import io.github.mpdatadog.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.resource.DefaultClientResources;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;

/**
 * What tracing adds to one Redis command on loopback: each variant in a JVM of its own, in turn,
 * against one real Redis. {@code mvn -Pstartup-cost verify -Dcost=RedisCost} prints a table.
 *
 * <p>Bare processes differ from each other by more than the library adds, and so does one process
 * from minute to minute. It is measured next to a bare client in its own process, request by
 * request, by the fastest tenth of each; an agent leaves none bare.
 */
public final class RedisCost {
  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final int COMMANDS_OF_A_REQUEST = 20;
  private static final int WARM_UP = 1_500;
  private static final int REQUESTS = 1_000;

  /** Between requests, so that no variant loses spans: 10,000 commands a second at most. */
  private static final long PAUSE_NANOS = 2_000_000;

  private RedisCost() {}

  /** Prints medians of microseconds, or with arguments measures one variant. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      measure(arguments[0], arguments[1], Integer.parseInt(arguments[2]));
      return;
    }
    Map<String, List<Double>> medians = new TreeMap<>();
    try (FakeAgent agent = new FakeAgent();
        RedisServer redis = RedisServer.start()) {
      for (int round = 0; round < ROUNDS; round++) {
        for (String client : List.of("jedis", "lettuce")) {
          for (String variant : List.of("bare", "ours", "dd-java-agent")) {
            double[] micros = run(variant, client, redis.port(), agent);
            medians.computeIfAbsent(client + " " + variant, v -> new ArrayList<>()).add(micros[0]);
            System.out.printf(
                Locale.ROOT, "round %d, %s %s: %.2f us%n", round, client, variant, micros[0]);
            if (variant.equals("ours")) {
              medians.computeIfAbsent(client + " ours adds", v -> new ArrayList<>()).add(micros[1]);
            }
            agent.forget();
          }
        }
      }
    }
    System.out.printf("%n%d runs each: median of the medians (least to greatest), us%n", ROUNDS);
    medians.forEach(
        (what, all) -> {
          Collections.sort(all);
          System.out.printf(
              Locale.ROOT,
              "%-24s %.2f (%.2f to %.2f)%n",
              what,
              all.get(all.size() / 2),
              all.get(0),
              all.get(all.size() - 1));
        });
  }

  private static double[] run(String variant, String client, int port, FakeAgent agent)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Ddd.trace.agent.url=" + agent.url());
    if (variant.equals("dd-java-agent")) {
      Path jar = Path.of(System.getProperty("agents.home", "target/agents"), "dd-java-agent.jar");
      command.add("-javaagent:" + jar.toAbsolutePath());
      command.addAll(List.of("-Ddd.trace.otel.enabled=true", "-Ddd.service=cost"));
    } else {
      command.addAll(
          List.of(
              "-Ddd.api.key=k",
              "-Dotel.service.name=cost",
              "-Dotel.traces.exporter=datadog",
              "-Dotel.metrics.exporter=none",
              "-Dotel.logs.exporter=none",
              "-Dotel.bsp.schedule.delay=1000"));
    }
    command.addAll(List.of("-cp", classPath(), RedisCost.class.getName()));
    command.addAll(List.of(variant, client, Integer.toString(port)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output;
    try (BufferedReader out = process.inputReader()) {
      output = out.lines().collect(Collectors.joining("\n"));
    }
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
    if (!variant.equals("bare")
        && agent.spans().stream().noneMatch(span -> span.type().equals("redis"))) {
      throw new IOException("no Redis span arrived from " + variant + "\n" + output);
    }
    return output
        .lines()
        .filter(line -> line.startsWith("median="))
        .map(line -> line.substring("median=".length()).split(" ", -1))
        .map(both -> Stream.of(both).mapToDouble(Double::parseDouble).toArray())
        .findFirst()
        .orElseThrow(() -> new IOException(output));
  }

  /** Maven runs this class with a class loader of its own. */
  private static String classPath() {
    return RedisCost.class.getClassLoader() instanceof URLClassLoader maven
        ? Stream.of(maven.getURLs())
            .map(url -> new File(url.getPath()).getPath())
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("java.class.path");
  }

  private static void measure(String variant, String client, int port) {
    OpenTelemetry openTelemetry =
        switch (variant) {
          case "ours" -> AutoConfiguredOpenTelemetrySdk.builder().build().getOpenTelemetrySdk();
          case "dd-java-agent" -> GlobalOpenTelemetry.get();
          default -> OpenTelemetry.noop();
        };
    Runnable get =
        client.equals("jedis")
            ? jedis(variant, port, openTelemetry)
            : lettuce(variant, port, openTelemetry);
    Runnable bare =
        !variant.equals("ours")
            ? null
            : client.equals("jedis")
                ? jedis("bare", port, openTelemetry)
                : lettuce("bare", port, openTelemetry);
    requests(get, bare, openTelemetry, WARM_UP);
    long[][] nanos = requests(get, bare, openTelemetry, REQUESTS);
    System.out.println("median=" + quantile(nanos[0], 50) + " " + added(nanos[0], nanos[1]));
    LockSupport.parkNanos(2_000_000_000L); // the last batch is on its way
    System.exit(0);
  }

  /**
   * By how much the fastest tenth ends later. How long it takes to wake a thread that has slept
   * changes by more, from one moment to the next.
   */
  private static double added(long[] traced, long[] bare) {
    return quantile(traced, 10) - quantile(bare, 10);
  }

  private static double quantile(long[] nanos, int percent) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length * percent / 100] / 1e3;
  }

  /** The nanoseconds of each command, traced and bare. */
  private static long[][] requests(
      Runnable get, @Nullable Runnable bare, OpenTelemetry openTelemetry, int requests) {
    long[][] nanos = new long[2][requests * COMMANDS_OF_A_REQUEST];
    for (int i = 0; i < requests; i++) {
      int at = i * COMMANDS_OF_A_REQUEST;
      boolean tracedFirst = i % 2 == 0; // after the pause all is slower
      if (tracedFirst) {
        request(get, openTelemetry, nanos[0], at);
      }
      if (bare != null) {
        request(bare, openTelemetry, nanos[1], at);
      }
      if (!tracedFirst) {
        request(get, openTelemetry, nanos[0], at);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return nanos;
  }

  @SuppressWarnings("try")
  private static void request(Runnable get, OpenTelemetry openTelemetry, long[] nanos, int at) {
    Span request = openTelemetry.getTracer("cost").spanBuilder("request").startSpan();
    try (Scope scope = request.makeCurrent()) {
      for (int i = at; i < at + COMMANDS_OF_A_REQUEST; i++) {
        long begin = System.nanoTime();
        get.run();
        nanos[i] = System.nanoTime() - begin;
      }
    } finally {
      request.end();
    }
  }

  private static Runnable jedis(String variant, int port, OpenTelemetry openTelemetry) {
    HostAndPort server = new HostAndPort("127.0.0.1", port);
    JedisPooled jedis =
        variant.equals("ours")
            ? new JedisPooled(
                new JedisTracing(openTelemetry)
                    .connections(server, DefaultJedisClientConfig.builder().build()))
            : new JedisPooled(server);
    return () -> jedis.get("key");
  }

  private static Runnable lettuce(String variant, int port, OpenTelemetry openTelemetry) {
    DefaultClientResources.Builder resources = DefaultClientResources.builder();
    if (variant.equals("ours")) {
      resources.tracing(new LettuceTracing(openTelemetry));
    }
    var commands =
        RedisClient.create(resources.build(), "redis://127.0.0.1:" + port).connect().sync();
    return () -> commands.get("key");
  }
}
