// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import io.github.mpdatadog.address.AgentUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the Agent listens: a host and port, or the path of a unix socket. */
final class AgentAddress {
  private final @Nullable Path socket;
  private final String host;
  private final int port;

  private AgentAddress(@Nullable Path socket, String host, int port) {
    this.socket = socket;
    this.host = host;
    this.port = port;
  }

  /**
   * @throws IllegalArgumentException if it is none; without quoting it
   */
  static AgentAddress of(URI url) {
    URI normal = AgentUrl.parse(url.toString());
    if (normal == null) {
      throw new IllegalArgumentException("url must be http://host:port or unix:///path.socket");
    }
    String authority = normal.getRawAuthority();
    if (authority == null) {
      return new AgentAddress(Path.of(normal.getPath()), "localhost", 0);
    }
    int colon = authority.lastIndexOf(':');
    return new AgentAddress(
        null, authority.substring(0, colon), Integer.parseInt(authority.substring(colon + 1)));
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
}
