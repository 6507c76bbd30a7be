// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.address;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that a Datadog Agent can have: {@code http://host:port}, where 8126 is the usual
 * port, or {@code unix:///path.socket}.
 *
 * <p>Public for the other packages of this library; not an API.
 */
public final class AgentUrl {

  private static final int DEFAULT_PORT = 8126;
  private static final int MAX_PORT = 65_535;

  /** Not {@link URI#getHost()}: it is null for one with an underscore, as containers have. */
  private static final Pattern HOST =
      Pattern.compile("\\w(?:[\\w-]*\\w)?(?:\\.\\w(?:[\\w-]*\\w)?)*\\.?|\\[[0-9A-Fa-f:.]+]");

  private static final Pattern AUTHORITY = Pattern.compile("(" + HOST + ")(?::(\\d{1,5})?)?");

  /** Returns the address in its normal form, or null where the text is none. */
  public static @Nullable URI parse(String text) {
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

  /** A host or an address, with or without the brackets of IPv6; the form of URLs, or null. */
  public static @Nullable String host(String text) {
    String host = text.indexOf(':') >= 0 && !text.startsWith("[") ? "[" + text + "]" : text;
    URI url = parse("http://" + host);
    return url != null && HOST.matcher(host).matches() ? host : null;
  }

  private static @Nullable URI socketPath(URI url) throws URISyntaxException {
    String path = url.getPath();
    boolean absolute = path != null && path.startsWith("/") && path.length() > 1;
    // Two slashes would begin an authority again.
    boolean plain = absolute && !path.startsWith("//") && path.indexOf(0) < 0;
    return plain && url.getRawAuthority() == null ? new URI("unix", null, path, null) : null;
  }

  private static @Nullable URI hostAndPort(URI url) {
    String path = url.getRawPath();
    boolean bare =
        (path == null || path.isEmpty() || path.equals("/"))
            && url.getRawQuery() == null
            && url.getRawFragment() == null
            && url.getRawAuthority() != null;
    Matcher authority = AUTHORITY.matcher(bare ? url.getRawAuthority() : "");
    if (!authority.matches()) {
      return null;
    }
    int port = authority.group(2) == null ? DEFAULT_PORT : Integer.parseInt(authority.group(2));
    boolean valid = port > 0 && port <= MAX_PORT;
    return valid ? URI.create("http://" + authority.group(1) + ":" + port) : null;
  }

  private AgentUrl() {}
}
