// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy on a free loopback port that passes requests without a body on. It keeps the head
 * of each, and lets no tunnel through: what a client says before one stands is all there is to see.
 */
final class FakeProxy implements AutoCloseable {
  private static final String NO_TUNNEL =
      "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final ServerSocket server;

  FakeProxy() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Request line and header fields, line by line, of each request. */
  List<String> heads() {
    return List.copyOf(heads);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "fake-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        start(() -> serve(client));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket accepted) {
    try (Socket client = accepted) {
      String head = head(client.getInputStream());
      heads.add(head);
      if (head.startsWith("CONNECT ")) {
        client.getOutputStream().write(NO_TUNNEL.getBytes(ISO_8859_1));
      } else {
        pass(head, client);
      }
    } catch (IOException gone) {
      // The test sees that there is no answer.
    }
  }

  private static void pass(String head, Socket client) throws IOException {
    URI target = URI.create(head.split(" ", 3)[1]);
    String line = head.substring(0, head.indexOf("\r\n"));
    String passed =
        line.replace("http://" + target.getRawAuthority(), "")
            + "\r\nConnection: close"
            + head.substring(line.length()).replaceAll("(?i)\r\n(proxy-)?connection:[^\r]*", "");
    try (Socket server = new Socket(target.getHost(), target.getPort())) {
      server.getOutputStream().write(passed.getBytes(ISO_8859_1));
      server.getInputStream().transferTo(client.getOutputStream());
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no end of the head");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
