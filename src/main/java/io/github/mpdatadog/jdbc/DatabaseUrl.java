// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads product, host, port and database out of a connection URL. A URL with an {@code @} is not
 * looked at beyond its product, save Oracle's, whose hosts follow one: where a user name or
 * password ends cannot be told for sure.
 */
final class DatabaseUrl {

  private static final Map<String, String> SYSTEMS =
      Map.ofEntries(
          Map.entry("as400", "ibm.db2"),
          Map.entry("cache", "intersystems.cache"),
          Map.entry("ch", "clickhouse"),
          Map.entry("clickhouse", "clickhouse"),
          Map.entry("cloudspanner", "gcp.spanner"),
          Map.entry("db2", "ibm.db2"),
          Map.entry("derby", "derby"),
          Map.entry("edb", "postgresql"),
          Map.entry("firebird", "firebirdsql"),
          Map.entry("firebirdsql", "firebirdsql"),
          Map.entry("h2", "h2database"),
          Map.entry("hsqldb", "hsqldb"),
          Map.entry("informix-sqli", "ibm.informix"),
          Map.entry("iris", "intersystems.cache"),
          Map.entry("mariadb", "mariadb"),
          Map.entry("mysql", "mysql"),
          Map.entry("netezza", "ibm.netezza"),
          Map.entry("oracle", "oracle.db"),
          Map.entry("postgresql", "postgresql"),
          Map.entry("redshift", "aws.redshift"),
          Map.entry("sap", "sap.hana"),
          Map.entry("sqlite", "sqlite"),
          Map.entry("sqlserver", "microsoft.sql_server"),
          Map.entry("sybase", "sybase"),
          Map.entry("teradata", "teradata"),
          Map.entry("trino", "trino"),
          Map.entry("vertica", "vertica"));

  private static final Pattern HOST =
      Pattern.compile("//(\\w[\\w.-]{0,252})(?:\\\\[^:;/]*)?(?::(\\d{1,5}))?([/:;,?].*)?");
  private static final Pattern ORACLE =
      Pattern.compile(
          "thin:@(?://)?(\\w[\\w.-]{0,252}):(\\d{1,5})[:/]([A-Za-z0-9_$.]{1,64})(?::\\w*)?");
  private static final Pattern NAMED =
      Pattern.compile("(?i).*[;?&]database(?:name)?=([A-Za-z0-9_$-]{1,64})(?:[;&].*)?");

  /** A name behind the host, where DB2 ends it with a colon. */
  private static final Pattern BEHIND_HOST = Pattern.compile("([A-Za-z0-9_$-]{1,64})(?:[;?:].*)?");

  /** The name of an embedded database, or of one on this host; never a path. */
  private static final Pattern EMBEDDED =
      Pattern.compile("(?:mem:|memory:)?([A-Za-z0-9_$-]{1,64})(?:[;?].*)?");

  /** What is known of the database; {@link Database#UNKNOWN} where nothing is. Never throws. */
  static Database parse(@Nullable String url) {
    String rest = url != null && url.startsWith("jdbc:") ? url.substring(5) : "";
    // jdbc:jtds:sqlserver://..., jdbc:aws-wrapper:postgresql://..., jdbc:datadog:h2:...
    for (int prefixes = 0; prefixes < 3; prefixes++) {
      int colon = rest.indexOf(':');
      if (colon < 0) {
        break;
      }
      String system = SYSTEMS.get(rest.substring(0, colon).toLowerCase(Locale.ROOT));
      rest = rest.substring(colon + 1);
      if (system != null) {
        return parse(system, rest);
      }
    }
    return Database.UNKNOWN;
  }

  private static Database parse(String system, String rest) {
    if (system.equals("oracle.db")) {
      Matcher oracle = ORACLE.matcher(rest);
      return oracle.matches()
          ? new Database(system, oracle.group(3), oracle.group(1), port(oracle.group(2)))
          : new Database(system, null, null, 0);
    }
    if (rest.indexOf('@') >= 0) {
      return new Database(system, null, null, 0);
    }
    String address = rest.startsWith("tcp:") || rest.startsWith("hsql:") ? afterColon(rest) : rest;
    Matcher server = HOST.matcher(address);
    if (!server.matches()) {
      return new Database(
          system, address.startsWith("//") ? null : name(EMBEDDED, address), null, 0);
    }
    String behind = server.group(3) == null ? "" : server.group(3);
    Matcher named = NAMED.matcher(behind);
    String namespace =
        named.matches()
            ? named.group(1)
            : name(BEHIND_HOST, behind.substring(behind.indexOf('/') + 1));
    return new Database(system, namespace, server.group(1), port(server.group(2)));
  }

  private static String afterColon(String text) {
    return text.substring(text.indexOf(':') + 1);
  }

  private static @Nullable String name(Pattern pattern, String text) {
    Matcher name = pattern.matcher(text);
    return name.matches() ? name.group(1) : null;
  }

  private static int port(@Nullable String digits) {
    int port = digits == null ? 0 : Integer.parseInt(digits);
    return port > 65_535 ? 0 : port;
  }

  private DatabaseUrl() {}
}
