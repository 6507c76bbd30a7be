// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The hosts that may learn trace ids, as the operator declared them. All others are third parties,
 * whether they look like it or not: a loopback address may be a proxy's.
 *
 * <p>Public for the other packages of this library; not an API. Immutable and thread-safe.
 */
public final class Destinations {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final List<String> allowed = new ArrayList<>();
  private final List<String> denied = new ArrayList<>();

  /**
   * @param patterns {@code host}, {@code host:port} or {@code *.domain}, in lower case; one that
   *     begins with {@code !} wins over all others
   */
  public Destinations(List<String> patterns) {
    for (String pattern : patterns) {
      if (pattern.startsWith("!")) {
        denied.add(pattern.substring(1));
      } else {
        allowed.add(pattern);
      }
    }
  }

  /**
   * Whether trace headers may go there.
   *
   * @param uri of a request; false for one without a scheme or a host
   */
  public boolean areOurs(URI uri) {
    String host = uri.getHost();
    if (host == null || uri.getScheme() == null) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT);
    String end = ":" + port(uri);
    return isOneOf(allowed, name, end) && !isOneOf(denied, name, end);
  }

  /**
   * The port of an address: its own, or the usual one of its scheme, 443 for {@code https} and 80
   * for all others.
   *
   * @param uri must have a scheme
   */
  public static int port(URI uri) {
    int usual = uri.getScheme().equalsIgnoreCase("https") ? HTTPS : HTTP;
    return uri.getPort() < 0 ? usual : uri.getPort();
  }

  private static boolean isOneOf(List<String> patterns, String host, String port) {
    for (String pattern : patterns) {
      boolean any = pattern.startsWith("*.");
      String rest = any ? pattern.substring(1) : pattern;
      if (rest.endsWith(port) && !rest.equals(port)) {
        rest = rest.substring(0, rest.length() - port.length());
      }
      if (any ? host.endsWith(rest) && host.length() > rest.length() : host.equals(rest)) {
        return true;
      }
    }
    return false;
  }
}
