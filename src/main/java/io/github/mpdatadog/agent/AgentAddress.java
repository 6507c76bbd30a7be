// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the Agent listens: a host and port, or the path of a unix socket. */
final class AgentAddress {
  private static final int DEFAULT_PORT = 8126;

  // Not URI.getHost(): it is null for a host with an underscore, which container names often have.
  private static final Pattern AUTHORITY =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?");

  private final @Nullable Path socket;
  private final String host;
  private final int port;

  private AgentAddress(@Nullable Path socket, String host, int port) {
    this.socket = socket;
    this.host = host;
    this.port = port;
  }

  static AgentAddress of(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "unix" -> unix(url);
      case "http" -> tcp(url);
      default -> throw malformed();
    };
  }

  /**
   * Every address to try in turn: "localhost" is often ::1 and 127.0.0.1, and the Agent on only
   * one.
   */
  List<SocketAddress> resolve() throws IOException {
    if (socket != null) {
      return List.of(UnixDomainSocketAddress.of(socket));
    }
    List<SocketAddress> all = new ArrayList<>();
    for (InetAddress address : InetAddress.getAllByName(host)) {
      all.add(new InetSocketAddress(address, port));
    }
    return all;
  }

  String hostHeader() {
    return socket != null ? "localhost" : host + ":" + port;
  }

  /** For messages: what the operator configured, without anything secret. */
  @Override
  public String toString() {
    return socket != null ? "unix://" + socket : "http://" + host + ":" + port;
  }

  private static AgentAddress unix(URI url) {
    String path = url.getPath();
    if (path == null || path.length() < 2 || url.getAuthority() != null) {
      throw malformed();
    }
    return new AgentAddress(Path.of(path), "localhost", 0);
  }

  private static AgentAddress tcp(URI url) {
    Matcher authority =
        AUTHORITY.matcher(url.getRawAuthority() == null ? "" : url.getRawAuthority());
    boolean bare = url.getRawPath() == null || url.getRawPath().matches("/?");
    if (!authority.matches() || !bare || url.getRawQuery() != null) {
      throw malformed();
    }
    int port = authority.group(2) == null ? DEFAULT_PORT : Integer.parseInt(authority.group(2));
    if (port < 1 || port > 65535) {
      throw malformed();
    }
    return new AgentAddress(null, authority.group(1), port);
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException("url must be http://host:port or unix:///path.socket");
  }
}
