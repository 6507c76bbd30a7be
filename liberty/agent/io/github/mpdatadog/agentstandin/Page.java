// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agentstandin;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The page and the JSON behind it. */
final class Page {

  private static final int MAX_QUERY = 1024;

  private static final Map<String, String> FILES =
      Map.of(
          "/", "text/html; charset=utf-8",
          "/page.css", "text/css; charset=utf-8",
          "/page.js", "text/javascript; charset=utf-8");

  /** A page of another site can point its own name at 127.0.0.1; it cannot forge these. */
  private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1");

  private final TraceStore store;

  Page(TraceStore store) {
    this.store = store;
  }

  boolean owns(String path) {
    return FILES.containsKey(path) || path.startsWith("/api/");
  }

  Response respond(HttpExchange exchange) throws IOException {
    String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")).orElse("");
    if (!HOSTS.contains(host.replaceFirst(":\\d+$", ""))) {
      return Response.problem(403, "ask for localhost");
    }
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (path.equals("/api/search")) {
      return method.equals("POST") ? search(exchange) : Response.problem(405, "POST");
    }
    if (!Set.of("GET", "HEAD").contains(method)) {
      return Response.problem(405, "GET");
    }
    if (FILES.containsKey(path)) {
      return file(path);
    }
    if (path.equals("/api/traces")) {
      return list(exchange);
    }
    return path.startsWith("/api/traces/")
        ? one(path.substring("/api/traces/".length()))
        : Response.problem(404, "no such thing");
  }

  private static Response file(String path) throws IOException {
    String name = path.equals("/") ? "page.html" : path.substring(1);
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return in == null
          ? Response.problem(404, name + " is not beside the classes")
          : new Response(200, FILES.get(path), in.readAllBytes());
    }
  }

  private Response list(HttpExchange exchange) {
    TraceStore.Totals totals = store.totals();
    String tag = "\"" + totals.revision() + "\"";
    if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      return Response.notModified();
    }
    exchange.getResponseHeaders().set("ETag", tag);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("requests", totals.requests());
    json.put("bytes", totals.bytes());
    json.put("dropped", totals.dropped());
    json.put("traces", store.traces().stream().map(Trace::summary).toList());
    return Response.json(200, Json.write(json));
  }

  private Response one(String key) {
    if (!key.matches("[0-9a-f]{16}")) {
      return Response.problem(404, "no such trace");
    }
    return store
        .trace(Long.parseUnsignedLong(key, 16))
        .map(trace -> Response.json(200, Json.write(trace.toJson())))
        .orElseGet(() -> Response.problem(404, "no such trace, or dropped for newer ones"));
  }

  /** The identifier comes in the body: in the URL it would stay in the browser's history. */
  private Response search(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_QUERY + 1);
    String identifier = new String(body, StandardCharsets.UTF_8).strip();
    if (body.length > MAX_QUERY || identifier.length() < IdentifierSearch.MIN_LENGTH) {
      return Response.problem(
          400,
          IdentifierSearch.MIN_LENGTH + " characters at least, " + MAX_QUERY + " bytes at most");
    }
    return Response.json(200, Json.write(store.find(identifier).toJson()));
  }
}
