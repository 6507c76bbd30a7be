// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads product, host, port and database out of a connection URL. What a product's URLs have in
 * front of their parameters is either understood as a whole or not at all; of parameters only the
 * database's name is read, where SQL Server and HANA have it. A URL with an {@code @} is not looked
 * at beyond its product, save Oracle's, whose hosts follow one: where a user name or password ends
 * cannot be told for sure.
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

  /** Drivers that are told in front of the product. Behind any other name nothing is looked at. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "aws-wrapper",
          "datadirect",
          "datadog",
          "jtds",
          "log4jdbc",
          "microsoft",
          "otel",
          "p6spy",
          "tc",
          "tracing");

  /** Those whose URL may be the name of a database in this process or on this host. */
  private static final Set<String> LOCAL =
      Set.of("derby", "h2database", "hsqldb", "ibm.db2", "postgresql", "sqlite");

  /** The first of some hosts, and what follows them; of hosts with properties there is none. */
  private static final Pattern SERVER =
      Pattern.compile(
          "(?:tcp:|ssl:|hsqls?:)?//(\\w[\\w.-]{0,252})(?:\\\\[\\w$-]*)?(?::(\\d{1,5}))?"
              + "(?:,[\\w.:,-]*)?([/;?#].*)?");

  private static final Pattern ORACLE =
      Pattern.compile(
          "thin:@(?://)?(\\w[\\w.-]{0,252}):(\\d{1,5})[:/]([A-Za-z0-9_$.]{1,64})(?::\\w*)?");

  /** A name with nothing but parameters behind it, which Db2 and Informix begin with a colon. */
  private static final Pattern NAME =
      Pattern.compile("(?:mem:|memory:)?([A-Za-z0-9_$-]{1,64})(?:(?:[;?#]|:\\w+=).*)?");

  private static final Pattern NAMED =
      Pattern.compile("(?i)\\s*database(?:name)?\\s*=\\s*([A-Za-z0-9_$-]{1,64})\\s*");

  private static final Pattern QUOTED = Pattern.compile("[{}()\\\\'\"]");

  /** What is known of the database; {@link Database#UNKNOWN} where nothing is. Never throws. */
  static Database parse(@Nullable String url) {
    String rest = url != null && url.startsWith("jdbc:") ? url.substring(5) : "";
    // jdbc:jtds:sqlserver://..., jdbc:aws-wrapper:postgresql://..., jdbc:datadog:h2:...
    for (int prefixes = 0; prefixes < 3; prefixes++) {
      int colon = rest.indexOf(':');
      String first = colon < 0 ? "" : rest.substring(0, colon).toLowerCase(Locale.ROOT);
      String system = SYSTEMS.get(first);
      rest = rest.substring(colon + 1);
      if (system != null) {
        return parse(system, rest);
      }
      if (!WRAPPERS.contains(first)) {
        break;
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
    Matcher server = SERVER.matcher(rest);
    if (!server.matches()) {
      return new Database(system, LOCAL.contains(system) ? name(rest) : null, null, 0);
    }
    String behind = server.group(3) == null ? "" : server.group(3);
    return new Database(system, namespace(system, behind), server.group(1), port(server.group(2)));
  }

  private static @Nullable String namespace(String system, String behind) {
    String name = behind.startsWith("/") ? name(behind.substring(1)) : null;
    if (name != null) {
      return name;
    }
    if (system.equals("microsoft.sql_server")) {
      return named(behind, ";");
    }
    boolean hana = system.equals("sap.hana") && behind.startsWith("/?");
    return hana ? named(behind.substring(2), "&") : null;
  }

  private static @Nullable String name(String text) {
    Matcher name = NAME.matcher(text);
    return name.matches() ? name.group(1) : null;
  }

  /** What is quoted or escaped may look like a parameter, so nothing behind such signs is read. */
  private static @Nullable String named(String parameters, String separator) {
    for (String parameter : parameters.split(separator, -1)) {
      Matcher named = NAMED.matcher(parameter);
      if (named.matches()) {
        return named.group(1);
      }
      if (QUOTED.matcher(parameter).find()) {
        return null;
      }
    }
    return null;
  }

  private static int port(@Nullable String digits) {
    int port = digits == null ? 0 : Integer.parseInt(digits);
    return port > 65_535 ? 0 : port;
  }

  private DatabaseUrl() {}
}
