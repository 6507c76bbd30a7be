// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agentstandin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The part of a Datadog Agent that takes traces, with a page that shows them. Loopback only. */
public final class AgentStandIn implements AutoCloseable {

  /** What the smallest of the real agents accepts. */
  static final int MAX_BODY = 10 * 1024 * 1024;

  private static final int MAX_TRACES = 200;
  private static final long MAX_TRACE_BYTES = 16L * 1024 * 1024;
  private static final long MAX_RAW_BYTES = 32L * 1024 * 1024;

  private static final String RATES = "{\"rate_by_service\":{\"service:,env:\":1.0}}";

  private final TraceStore store = new TraceStore(MAX_TRACES, MAX_TRACE_BYTES, MAX_RAW_BYTES);
  private final Page page = new Page(store);
  private final HttpServer server;
  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          4,
          task -> {
            Thread thread = new Thread(task, "agent-stand-in");
            thread.setDaemon(true);
            return thread;
          });

  private AgentStandIn(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts to listen on 127.0.0.1.
   *
   * @param port 0 for any free one
   * @throws IOException if the port is taken
   */
  public static AgentStandIn start(int port) throws IOException {
    byte[] loopback = {127, 0, 0, 1};
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(loopback), port), 0);
    AgentStandIn agent = new AgentStandIn(server);
    server.createContext("/", agent::handle);
    server.setExecutor(agent.workers);
    server.start();
    return agent;
  }

  /** Runs until it is killed: {@code main(port)}. */
  public static void main(String[] args) throws IOException {
    AgentStandIn agent = start(args.length == 0 ? 8126 : Integer.parseInt(args[0]));
    System.out.println("Agent stand-in: " + agent.url());
  }

  public URI url() {
    return URI.create("http://localhost:" + port());
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** The traces in memory, newest first. */
  public List<Trace> traces() {
    return store.traces();
  }

  /** How many requests hold the identifier, in whatever encoding. */
  public Findings find(String identifier) {
    return store.find(identifier);
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Response response;
    try (exchange) {
      try {
        response = respond(exchange);
      } catch (RuntimeException e) {
        // The text may quote what was received; the type is enough to find the mistake.
        response = Response.problem(500, "unexpected " + e.getClass().getSimpleName());
      }
      response.send(exchange);
    }
  }

  private Response respond(HttpExchange exchange) throws IOException {
    if ("cross-site".equals(exchange.getRequestHeaders().getFirst("Sec-Fetch-Site"))) {
      return Response.problem(403, "other sites have no business here");
    }
    if (page.owns(exchange.getRequestURI().getPath())) {
      return page.respond(exchange);
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    store.addRaw(withHead(exchange, body));
    if (body.length > MAX_BODY) {
      return Response.problem(413, "payload-too-large");
    }
    return switch (exchange.getRequestURI().getPath()) {
      case "/info" -> info();
      case "/v0.4/traces" -> traces(exchange, body);
      default -> Response.problem(404, "the stand-in knows only /v0.4/traces and /info");
    };
  }

  private Response traces(HttpExchange exchange, byte[] body) {
    if (!Set.of("PUT", "POST").contains(exchange.getRequestMethod())) {
      return Response.problem(405, "PUT or POST");
    }
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (!"application/msgpack".equals(type)) {
      return Response.problem(415, "Content-Type must be application/msgpack");
    }
    try {
      store.add(PayloadDecoder.decode(body));
      return Response.json(200, RATES);
    } catch (MalformedPayloadException e) {
      return Response.problem(400, e.getMessage());
    }
  }

  private Response info() {
    return Response.json(
        200,
        Json.write(
            Map.of(
                "version",
                "7.0.0+stand-in",
                "endpoints",
                List.of("/v0.4/traces"),
                "client_drop_p0s",
                false,
                "span_meta_structs",
                true,
                "span_events",
                true,
                "config",
                Map.of(
                    "receiver_port", port(),
                    "max_request_bytes", MAX_BODY,
                    "obfuscation", Map.of()))));
  }

  /** Request line and headers are searched too: an identifier there has left the JVM as well. */
  private static byte[] withHead(HttpExchange exchange, byte[] body) {
    StringBuilder head = new StringBuilder();
    head.append(exchange.getRequestMethod()).append(' ').append(exchange.getRequestURI());
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> head.append('\n').append(name).append(": ").append(values));
    ByteArrayOutputStream all = new ByteArrayOutputStream(head.length() + body.length + 2);
    all.writeBytes(head.append("\n\n").toString().getBytes(StandardCharsets.UTF_8));
    all.writeBytes(body);
    return all.toByteArray();
  }
}
