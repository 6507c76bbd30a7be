// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.peer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * A service that runs under another tracer's agent: {@code /hop?<url>} calls the URL in turn. The
 * agent's own propagator reads the request, its own instrumentation writes the outgoing one.
 */
public final class Peer {

  public static final TextMapGetter<HttpExchange> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(HttpExchange request) {
          return request.getRequestHeaders().keySet();
        }

        @Override
        public String get(HttpExchange request, String key) {
          return request == null ? null : request.getRequestHeaders().getFirst(key);
        }
      };

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Serves until the process is ended; its port is the first line that it prints. */
  public static void main(String[] arguments) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
    server.createContext("/hop", Peer::hop);
    server.start();
    System.out.println("PORT " + server.getAddress().getPort());
  }

  private static void hop(HttpExchange exchange) throws IOException {
    Context caller =
        GlobalOpenTelemetry.getPropagators()
            .getTextMapPropagator()
            .extract(Context.root(), exchange, GETTER);
    Span span =
        GlobalOpenTelemetry.getTracer("peer")
            .spanBuilder("hop")
            .setSpanKind(SpanKind.SERVER)
            .setParent(caller)
            .startSpan();
    int status = 200;
    try (exchange;
        Scope current = span.makeCurrent()) {
      URI next = URI.create(exchange.getRequestURI().getQuery());
      status =
          CLIENT
              .send(HttpRequest.newBuilder(next).build(), HttpResponse.BodyHandlers.discarding())
              .statusCode();
      exchange.sendResponseHeaders(status, -1);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      span.end();
    }
  }

  private Peer() {}
}
