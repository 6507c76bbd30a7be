// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The hosts that an operator wrote: as a list of patterns, and as URLs of REST clients. */
final class Hosts {

  /** {@code host}, {@code host:port}, {@code *.domain}, any of them with {@code !} before it. */
  private static final Pattern PATTERN =
      Pattern.compile(
          "!?(\\*\\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*"
              + "|\\[[0-9a-f:.]+])(:[1-9][0-9]{0,4})?");

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** The patterns in lower case, or null where one of them is none. */
  static @Nullable List<String> patterns(String text) {
    List<String> patterns = new ArrayList<>();
    for (String written : text.split(",", -1)) {
      String pattern = written.strip().toLowerCase(Locale.ROOT);
      if (!PATTERN.matcher(pattern).matches()) {
        return null;
      }
      patterns.add(pattern);
    }
    return List.copyOf(patterns);
  }

  /**
   * The {@code host:port} of each MicroProfile REST client's {@code /mp-rest/url} and {@code
   * /mp-rest/uri}, in whatever spelling a source gives the name. What is no URL is the REST
   * client's to complain about.
   */
  static List<String> ofRestClients(Lookup lookup) {
    Set<String> hosts = new LinkedHashSet<>();
    for (String name : lookup.names()) {
      String folded = Property.foldedName(name);
      if (folded.endsWith("_mp_rest_url") || folded.endsWith("_mp_rest_uri")) {
        String host = host(lookup.peek(name));
        if (host != null) {
          hosts.add(host);
        }
      }
    }
    return List.copyOf(hosts);
  }

  private static @Nullable String host(@Nullable String url) {
    try {
      URI uri = new URI(url == null ? "" : url);
      if (uri.getHost() == null || uri.getScheme() == null) {
        return null;
      }
      int usual = uri.getScheme().equalsIgnoreCase("https") ? HTTPS : HTTP;
      int port = uri.getPort() < 0 ? usual : uri.getPort();
      return uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    } catch (URISyntaxException malformed) {
      return null;
    }
  }

  private Hosts() {}
}
