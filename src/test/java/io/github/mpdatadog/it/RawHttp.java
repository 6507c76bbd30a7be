// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.List;

/**
 * A request written byte by byte: a browser, a scanner or a careless proxy sends methods, hosts and
 * paths that no HTTP client library would let through.
 */
final class RawHttp {
  /** Status 0 means that the server closed the connection without an answer. */
  record Answer(int status, String text) {
    String body() {
      int end = text.indexOf("\r\n\r\n");
      return end < 0 ? "" : text.substring(end + 4);
    }
  }

  private static final int TIMEOUT_MILLIS = 30_000;

  private final int port;

  RawHttp(int port) {
    this.port = port;
  }

  Answer get(String target, String... headers) {
    return send("GET", target, List.of(headers), "");
  }

  Answer post(String target, String body) {
    return send("POST", target, List.of("Content-Type: text/plain;charset=utf-8"), body);
  }

  Answer send(String method, String target, List<String> headers, String body) {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    if (headers.stream().noneMatch(header -> header.startsWith("Host:"))) {
      head.append("Host: localhost:").append(port).append("\r\n");
    }
    headers.forEach(header -> head.append(header).append("\r\n"));
    byte[] bytes = body.getBytes(UTF_8);
    head.append("Content-Length: ").append(bytes.length).append("\r\n");
    head.append("Connection: close\r\n\r\n");
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(head.toString().getBytes(UTF_8));
      request.writeBytes(bytes);
      socket.getOutputStream().write(request.toByteArray());
      return answer(new String(socket.getInputStream().readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + target, e);
    }
  }

  private static Answer answer(String text) {
    String[] statusLine = text.split(" ", 3);
    return new Answer(statusLine.length < 2 ? 0 : Integer.parseInt(statusLine[1].strip()), text);
  }
}
