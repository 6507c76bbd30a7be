// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import io.github.mpdatadog.address.HostPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The hosts that an operator wrote: as a list of patterns, and as URLs of REST clients. */
final class Hosts {

  /** {@code host}, {@code host:port}, {@code *.domain}, any of them with {@code !} before it. */
  private static final Pattern PATTERN = Pattern.compile("!?(?:\\*\\.)?([^@]*[^@:])");

  private static final int ANY_PORT = 1;

  /** The patterns in lower case, or null where one of them is none. */
  static @Nullable List<String> patterns(String text) {
    List<String> patterns = new ArrayList<>();
    for (String written : text.split(",", -1)) {
      String pattern = written.strip().toLowerCase(Locale.ROOT);
      Matcher address = PATTERN.matcher(pattern);
      if (!address.matches() || HostPort.of(address.group(1), ANY_PORT) == null) {
        return null;
      }
      patterns.add(pattern);
    }
    return List.copyOf(patterns);
  }

  /**
   * The {@code host:port} of each MicroProfile REST client's {@code /mp-rest/url} and {@code
   * /mp-rest/uri}, in whatever spelling a source gives the name. What is no URL is the REST
   * client's to complain about. Those of the active profile are listed without it, and what another
   * one says, as {@code %dev.lab/mp-rest/url}, is not in effect.
   */
  static List<String> ofRestClients(Lookup lookup) {
    Set<String> hosts = new LinkedHashSet<>();
    for (String name : lookup.names()) {
      String folded = Property.foldedName(name);
      boolean url = folded.endsWith("_mp_rest_url") || folded.endsWith("_mp_rest_uri");
      if (url && !name.startsWith("%")) {
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
      HostPort address = HostPort.of(new URI(url == null ? "" : url));
      return address == null ? null : address.host() + ":" + address.port();
    } catch (URISyntaxException malformed) {
      return null;
    }
  }

  private Hosts() {}
}
