// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import io.github.mpdatadog.address.HostPort;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The hosts that may learn trace ids, as the operator declared them. All others are third parties,
 * whether they look like it or not: a loopback address may be a proxy's.
 *
 * <p>Public for the other packages of this library; not an API. Immutable and thread-safe.
 */
public final class Destinations {

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
   * @param uri of a request; false for one without a scheme or a host, and for an odd one
   */
  public boolean areOurs(URI uri) {
    HostPort address = HostPort.of(uri);
    if (address == null) {
      return false;
    }
    String end = ":" + address.port();
    return isOneOf(allowed, address.host(), end) && !isOneOf(denied, address.host(), end);
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
