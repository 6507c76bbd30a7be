// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * The hosts, queues and topics that an application's configuration names. Operators wrote them, so
 * they may leave the JVM; nothing else of a value is kept, neither user, password nor path. Not an
 * API.
 *
 * @param hosts those of every property that is named like an address ({@code *.url}, {@code *.uri},
 *     {@code *.endpoint}, {@code *.servers}, {@code *.host}) and holds one, in lower case; {@code
 *     <client>/mp-rest/url} of a MicroProfile REST client is one of them
 * @param destinations channels, topics, queues and addresses of MicroProfile Reactive Messaging
 */
public record ConfiguredNames(Set<String> hosts, Set<String> destinations) {

  private static final int MOST = 1_000;
  private static final String CHANNEL = "mp.messaging.";
  private static final String FOLDED_CHANNEL = "mp_messaging_";
  private static final List<String> DESTINATIONS =
      List.of("_topic", "_topics", "_address", "_queue", "_destination", "_channel_name");

  /** Reads every property whose name tells what it holds. Bounded; never throws. */
  public static ConfiguredNames of(Config config) {
    Lookup lookup = new Lookup(config);
    ConfiguredNames names = new ConfiguredNames(new LinkedHashSet<>(), new LinkedHashSet<>());
    for (String name : lookup.names()) {
      if (names.hosts.size() + names.destinations.size() < MOST) {
        names.add(lookup, name);
      }
    }
    return names;
  }

  private void add(Lookup lookup, String name) {
    // The environment spells com.acme.Lab/mp-rest/url as COM_ACME_LAB_MP_REST_URL.
    String folded = Property.foldedName(name);
    if (isAddress(folded)) {
      String value = value(lookup, name);
      boolean bare = folded.endsWith("_host") || folded.endsWith("_servers");
      hosts.addAll(hostsIn(bare && !value.contains("//") ? "//" + value : value));
    }
    if (folded.startsWith(FOLDED_CHANNEL)) {
      destination(lookup, name, folded);
    }
  }

  private static boolean isAddress(String folded) {
    return folded.endsWith("_url")
        || folded.endsWith("_uri")
        || folded.endsWith("_endpoint")
        || folded.endsWith("_servers")
        || folded.endsWith("_host");
  }

  private void destination(Lookup lookup, String name, String folded) {
    if (DESTINATIONS.stream().anyMatch(folded::endsWith)) {
      for (String destination : value(lookup, name).split(",", -1)) {
        if (!destination.isBlank()) {
          destinations.add(destination.strip());
        }
      }
    }
    // mp.messaging.incoming.<channel>.<attribute>; the environment does not tell its spelling.
    String[] parts = name.split("\\.", -1);
    boolean channel =
        parts.length > 4 && (parts[2].equals("incoming") || parts[2].equals("outgoing"));
    if (channel && name.startsWith(CHANNEL)) {
      destinations.add(parts[3]);
    }
  }

  /**
   * The hosts that an address names, in lower case: {@code scheme://user:password@a:1,b:2/path}, or
   * a JDBC URL of any driver that has a {@code //}. Empty where it names none.
   */
  public static List<String> hostsIn(String address) {
    int from = address.indexOf("//");
    if (from < 0) {
      return List.of();
    }
    int end = from + 2;
    while (end < address.length() && "/?#;\\".indexOf(address.charAt(end)) < 0) {
      end++;
    }
    String authority = address.substring(from + 2, end);
    List<String> hosts = new ArrayList<>();
    for (String part : authority.substring(authority.lastIndexOf('@') + 1).split(",", -1)) {
      String host = withoutPort(part.strip());
      if (isHost(host)) {
        hosts.add(host.toLowerCase(Locale.ROOT));
      }
    }
    return hosts;
  }

  /** Empty where what follows the colon is no port: it may be a piece of a password. */
  private static String withoutPort(String part) {
    int colon = part.indexOf(':', part.indexOf(']') + 1);
    if (colon < 0) {
      return part;
    }
    boolean digits = colon + 1 < part.length();
    for (int i = colon + 1; i < part.length(); i++) {
      digits &= part.charAt(i) >= '0' && part.charAt(i) <= '9';
    }
    return digits ? part.substring(0, colon) : "";
  }

  private static boolean isHost(String text) {
    boolean address = text.startsWith("[") && text.endsWith("]") && text.length() > 2;
    String host = address ? text.substring(1, text.length() - 1) : text;
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      boolean other = (c >= '0' && c <= '9') || c == '.' || c == '-' || (address && c == ':');
      if (!letter && !other) {
        return false;
      }
    }
    return !host.isEmpty() && host.length() <= 253;
  }

  private static String value(Lookup lookup, String name) {
    String value = lookup.peek(name);
    return value == null ? "" : value;
  }
}
