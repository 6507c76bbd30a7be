// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.address;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host and port that a request goes to. Not {@link URI#getHost()}: it is null for a name with
 * an underscore, as containers have, and each client then reads the authority in its own way. So
 * only what all of them read alike is an address: one {@code @} at most, and nothing that is
 * percent-encoded, not even in a password.
 *
 * <p>Public for the other packages of this library; not an API.
 *
 * @param host in lower case, that of IPv6 in its brackets
 * @param port from 1 to 65535
 */
public record HostPort(String host, int port) {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int MOST = 65_535;

  /** Room for a name of 253 letters and a password; a longer match could exhaust the stack. */
  private static final int LONGEST = 512;

  private static final String LABEL = "\\w(?:[\\w-]*\\w)?";

  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(?:[\\w.~!$&'()*+,;=:-]*@)?"
              + ("(" + LABEL + "(?:\\." + LABEL + ")*|\\[[0-9A-Fa-f:.]+])")
              + "(?::([1-9]\\d{0,4})?)?");

  /** Null for one without a scheme or a host, and for any that clients could read differently. */
  public static @Nullable HostPort of(URI uri) {
    if (uri.getScheme() == null || uri.getRawAuthority() == null) {
      return null;
    }
    return of(uri.getRawAuthority(), uri.getScheme().equalsIgnoreCase("https") ? HTTPS : HTTP);
  }

  /**
   * The same of what stands between {@code //} and the path.
   *
   * @param usualPort where none is written
   */
  public static @Nullable HostPort of(String authority, int usualPort) {
    Matcher parts = AUTHORITY.matcher(authority);
    if (authority.length() > LONGEST || !parts.matches()) {
      return null;
    }
    int port = parts.group(2) == null ? usualPort : Integer.parseInt(parts.group(2));
    return port > MOST ? null : new HostPort(parts.group(1).toLowerCase(Locale.ROOT), port);
  }
}
