// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Something that listens where an Agent should be, and behaves as told: on TCP or a unix socket,
 * one connection at a time.
 */
final class FakeAgent implements AutoCloseable {
  static final String OK = answer(200, "{\"rate_by_service\":{\"service:,env:\":1}}");

  /** What it does with a connection on which a request has come. */
  @FunctionalInterface
  interface Behaviour {
    /** Returns whether the connection stays open for another request. */
    boolean answer(SocketChannel connection) throws IOException, InterruptedException;
  }

  /** One request as it came. */
  record Request(String line, Map<String, String> headers, byte[] body) {}

  final List<Request> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  volatile Behaviour behaviour = saying(OK);

  private final ServerSocketChannel server;
  private final URI url;
  private final Thread thread = new Thread(this::serve, "fake-agent");
  private volatile SocketChannel current;

  private FakeAgent(ServerSocketChannel server, URI url) {
    this.server = server;
    this.url = url;
    thread.setDaemon(true);
    thread.start();
  }

  static FakeAgent onTcp() throws IOException {
    return onTcp(0);
  }

  static FakeAgent onTcp(int port) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    int bound = ((InetSocketAddress) server.getLocalAddress()).getPort();
    return new FakeAgent(server, URI.create("http://127.0.0.1:" + bound));
  }

  static FakeAgent onUnixSocket(Path path) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    SocketAddress address = UnixDomainSocketAddress.of(path);
    server.bind(address);
    return new FakeAgent(server, URI.create("unix://" + path));
  }

  static Behaviour saying(String answer) {
    return connection -> {
      write(connection, answer);
      return true;
    };
  }

  static Behaviour sayingAndClosing(String answer) {
    return connection -> {
      write(connection, answer);
      return false;
    };
  }

  static Behaviour silent() {
    return connection -> {
      Thread.sleep(60_000);
      return false;
    };
  }

  /** One byte every 50 ms: each comes in time, the answer never does. */
  static Behaviour trickling(String answer) {
    return connection -> {
      for (int i = 0; i < answer.length(); i++) {
        write(connection, answer.substring(i, i + 1));
        Thread.sleep(50);
      }
      return true;
    };
  }

  static String answer(int status, String body) {
    return "HTTP/1.1 %d Whatever\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.length(), body);
  }

  URI url() {
    return url;
  }

  int port() {
    return url.getPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
    SocketChannel open = current;
    if (open != null) {
      open.close();
    }
    thread.interrupt();
  }

  private static void write(SocketChannel connection, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    while (bytes.hasRemaining()) {
      connection.write(bytes);
    }
  }

  private void serve() {
    while (server.isOpen()) {
      try (SocketChannel connection = server.accept()) {
        current = connection;
        connections.incrementAndGet();
        InputStream in = new BufferedInputStream(Channels.newInputStream(connection));
        boolean open = true;
        while (open) {
          requests.add(read(in));
          open = behaviour.answer(connection);
        }
      } catch (IOException | InterruptedException e) {
        // the client hung up, or the test is over
      }
    }
  }

  private static Request read(InputStream in) throws IOException {
    String line = line(in);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
      if (headers.put(name, header.substring(colon + 1).trim()) != null) {
        throw new UncheckedIOException(new IOException(name + " is there twice"));
      }
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.get("content-length")));
    return new Request(line, headers, body);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      line.append((char) c);
    }
    return line.toString().trim();
  }
}
