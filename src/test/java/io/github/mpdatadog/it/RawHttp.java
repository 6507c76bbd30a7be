// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.List;
import java.util.Locale;

/**
 * A request written byte by byte: a browser, a scanner or a careless proxy sends methods, hosts and
 * paths that no HTTP client library would let through.
 */
final class RawHttp implements AutoCloseable {
  /** Status 0 means that the server closed the connection without an answer. */
  record Answer(int status, String text) {
    String body() {
      int end = text.indexOf("\r\n\r\n");
      return end < 0 ? "" : text.substring(end + 4);
    }
  }

  /**
   * Longer than applications wait: Artemis' client asks a broker that died for up to 30 seconds.
   */
  private static final int TIMEOUT_MILLIS = 60_000;

  private final int port;
  private final boolean keep;
  private Socket kept;
  private InputStream in;

  RawHttp(int port) {
    this(port, false);
  }

  private RawHttp(int port, boolean keep) {
    this.port = port;
    this.keep = keep;
  }

  /** Uses one connection as long as the server keeps it. For one thread. */
  static RawHttp kept(int port) {
    return new RawHttp(port, true);
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
    head.append("Connection: ").append(keep ? "keep-alive" : "close").append("\r\n\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.toString().getBytes(UTF_8));
    request.writeBytes(bytes);
    try {
      return keep ? exchangeKept(request.toByteArray()) : exchange(request.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + target, e);
    }
  }

  private Answer exchange(byte[] request) throws IOException {
    try (Socket socket = open()) {
      socket.getOutputStream().write(request);
      return answer(new String(socket.getInputStream().readAllBytes(), UTF_8));
    }
  }

  private Answer exchangeKept(byte[] request) throws IOException {
    if (kept == null) {
      kept = open();
      in = new BufferedInputStream(kept.getInputStream());
    }
    kept.getOutputStream().write(request);
    String text = one(in);
    if (text.isBlank() || text.contains("connection: close")) {
      close();
    }
    return answer(text);
  }

  private Socket open() throws IOException {
    Socket socket = new Socket("localhost", port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  /** One answer of a connection that stays open. */
  private static String one(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (String line = line(in); !line.isBlank(); line = line(in)) {
      head.append(line.toLowerCase(Locale.ROOT));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int length = head.indexOf("content-length: ");
    if (head.indexOf("transfer-encoding: chunked") >= 0) {
      for (String size = line(in); !size.isBlank(); size = line(in)) {
        int bytes = Integer.parseInt(size.strip(), 16);
        body.writeBytes(in.readNBytes(bytes));
        line(in);
        if (bytes == 0) {
          break;
        }
      }
    } else if (length >= 0) {
      int end = head.indexOf("\r", length);
      body.writeBytes(in.readNBytes(Integer.parseInt(head.substring(length + 16, end))));
    } else if (head.indexOf("connection: close") >= 0) {
      body.writeBytes(in.readAllBytes());
    }
    return head + "\r\n" + body.toString(UTF_8);
  }

  /** With its end; empty at the end of the connection. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = 0;
    while (next != '\n' && (next = in.read()) >= 0) {
      line.append((char) next);
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      if (kept != null) {
        kept.close();
        kept = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer answer(String text) {
    String[] statusLine = text.split(" ", 3);
    return new Answer(statusLine.length < 2 ? 0 : Integer.parseInt(statusLine[1].strip()), text);
  }
}
