// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Stands in for the Datadog Agent on a free loopback port. It answers any path and keeps every
 * request, so it also serves as the sink in which an OTLP exporter would leave its payload.
 */
final class FakeAgent implements AutoCloseable {
  private static final String INFO =
      """
      {"version":"7.60.0","endpoints":["/v0.3/traces","/v0.4/traces","/info"],
       "client_drop_p0s":true,"span_events":false,"config":{"max_request_bytes":26214400}}""";
  private static final String RATES = "{\"rate_by_service\":{\"service:,env:\":1}}";

  private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "fake-agent");
            thread.setDaemon(true);
            return thread;
          });
  private final int port;
  private volatile int status = 200;
  private volatile Duration delay = Duration.ZERO;
  private volatile String location = "";
  private HttpServer server;

  FakeAgent() {
    this(0);
  }

  private FakeAgent(int port) {
    this.server = open(port);
    this.port = server.getAddress().getPort();
  }

  int port() {
    return port;
  }

  String url() {
    return "http://localhost:" + port;
  }

  void beOk() {
    status = 200;
    delay = Duration.ZERO;
    location = "";
  }

  void beSlow(Duration delay) {
    beOk();
    this.delay = delay;
  }

  void answer(int status) {
    beOk();
    this.status = status;
  }

  void redirectTo(String url) {
    answer(302);
    location = url;
  }

  /** Closes the listener, so that connections are refused. */
  synchronized void goDown() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  /** Listens again, on the port it had. */
  synchronized void comeBack() {
    beOk();
    if (server == null) {
      server = open(port);
    }
  }

  List<ReceivedRequest> requests() {
    return List.copyOf(requests);
  }

  /** Payloads of spans: whatever else a tracer posts is found in {@link #requests()} only. */
  List<ReceivedRequest> payloads() {
    return requests.stream().filter(request -> request.path().endsWith("/v0.4/traces")).toList();
  }

  List<List<ReceivedSpan>> traces() {
    return payloads().stream()
        .flatMap(payload -> ReceivedSpan.decode(payload.body()).stream())
        .toList();
  }

  List<ReceivedSpan> spans() {
    return traces().stream().flatMap(List::stream).toList();
  }

  void forget() {
    requests.clear();
  }

  /** The first span that fits, waiting for it up to the limit; fails with what came instead. */
  ReceivedSpan awaitTrace(Predicate<ReceivedSpan> wanted, Duration limit) {
    Optional<ReceivedSpan> found =
        Waiting.upTo(limit, () -> spans().stream().filter(wanted).findFirst());
    return found.orElseThrow(
        () ->
            new AssertionError(
                "no such span within "
                    + limit
                    + "; received: "
                    + spans().stream().map(ReceivedSpan::resource).toList()));
  }

  /** As above, the first child of that span with that resource. */
  ReceivedSpan awaitChild(ReceivedSpan parent, String resource, Duration limit) {
    return awaitTrace(
        span -> span.resource().equals(resource) && span.parentId() == parent.spanId(), limit);
  }

  private HttpServer open(int wanted) {
    try {
      HttpServer opened =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), wanted), 50);
      opened.setExecutor(threads);
      opened.createContext("/", this::receive);
      opened.start();
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      int answer = status;
      requests.add(
          new ReceivedRequest(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Map.copyOf(exchange.getRequestHeaders()),
              body));
      pause();
      String text = exchange.getRequestURI().getPath().equals("/info") ? INFO : RATES;
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      if (!location.isEmpty()) {
        exchange.getResponseHeaders().add("Location", location + exchange.getRequestURI());
      }
      exchange.sendResponseHeaders(answer, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void pause() {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    goDown();
    threads.shutdownNow();
  }
}
