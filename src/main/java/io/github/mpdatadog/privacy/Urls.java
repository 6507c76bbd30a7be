// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/** Reduces a URL to scheme and declared host: all else in it may be data. */
final class Urls {

  static @Nullable String reduced(String url, SpanKind span, Evidence evidence) {
    int colon = url.indexOf("://");
    String scheme = colon < 0 ? null : scheme(url, colon);
    if (scheme == null) {
      return null;
    }
    String host = evidence.peer(host(url, colon + 3), span);
    return host == null ? null : scheme + "://" + host;
  }

  private static @Nullable String scheme(String url, int length) {
    if (length == 5 && url.regionMatches(true, 0, "https", 0, 5)) {
      return "https";
    }
    return length == 4 && url.regionMatches(true, 0, "http", 0, 4) ? "http" : null;
  }

  /** Whatever this cuts out is only a candidate: it leaves when it equals a declared host. */
  private static String host(String url, int from) {
    int end = from;
    while (end < url.length() && "/?#\\".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    String authority = url.substring(from, end);
    String address = authority.substring(authority.lastIndexOf('@') + 1);
    int port = address.indexOf(':', address.indexOf(']') + 1);
    return port < 0 ? address : address.substring(0, port);
  }

  private Urls() {}
}
