// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that remembers what it received. {@code /slow} has no answer, {@code /away} leads to
 * another peer, {@code /503} and other errors are answered so.
 */
public final class HttpPeer implements AutoCloseable {
  record Received(Headers headers, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Received> received = new CopyOnWriteArrayList<>();
  final CountDownLatch slowlyAsked = new CountDownLatch(1);
  volatile String away = "";

  public HttpPeer() {
    try {
      server = HttpServer.create(new InetSocketAddress((InetAddress) null, 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    received.add(new Received(exchange.getRequestHeaders(), body));
    String path = exchange.getRequestURI().getPath();
    int status = path.matches("/[45]\\d\\d") ? Integer.parseInt(path.substring(1)) : 200;
    if (path.equals("/slow")) {
      slowlyAsked.countDown();
      awaitEnd();
    } else if (path.equals("/away")) {
      exchange.getResponseHeaders().add("Location", away);
      status = 302;
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  Received only() {
    if (received.size() != 1) {
      throw new AssertionError("one request wanted, got " + received);
    }
    return received.get(0);
  }

  /** Names of trace headers that came in. */
  List<String> traceHeaders() {
    return received.stream()
        .flatMap(request -> request.headers().keySet().stream())
        .filter(TraceHeaders::isTraceHeader)
        .toList();
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
