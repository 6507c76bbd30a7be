// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** The addresses a Datadog Agent can have. */
final class AgentUrls {

  private static final int DEFAULT_PORT = 8126;
  private static final int MAX_PORT = 65_535;

  /** Returns the address in its normal form, or null where the text is none. */
  static @Nullable URI parse(String text) {
    try {
      URI url = new URI(text);
      if ("unix".equalsIgnoreCase(url.getScheme())) {
        return socketPath(url);
      }
      return "http".equalsIgnoreCase(url.getScheme()) ? hostAndPort(url) : null;
    } catch (URISyntaxException malformed) {
      return null;
    }
  }

  static boolean isHost(String text) {
    URI url = parse("http://" + text);
    return url != null && text.equals(url.getHost());
  }

  private static @Nullable URI socketPath(URI url) throws URISyntaxException {
    String path = url.getPath();
    boolean absolute = path != null && path.startsWith("/") && path.length() > 1;
    return absolute && url.getRawAuthority() == null ? new URI("unix", null, path, null) : null;
  }

  private static @Nullable URI hostAndPort(URI url) throws URISyntaxException {
    String path = url.getRawPath();
    boolean bare =
        (path == null || path.isEmpty() || path.equals("/"))
            && url.getRawQuery() == null
            && url.getRawFragment() == null
            && url.getRawUserInfo() == null;
    if (!bare || url.getHost() == null || url.getPort() == 0 || url.getPort() > MAX_PORT) {
      return null;
    }
    int port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
    return new URI("http", null, url.getHost(), port, null, null, null);
  }

  private AgentUrls() {}
}
