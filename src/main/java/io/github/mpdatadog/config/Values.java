// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import io.github.mpdatadog.config.Lookup.Found;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to one configuration, which collects problems instead of throwing at the first. Not
 * thread-safe; lives for one reading.
 */
final class Values {

  private static final int MAX_PORT = 65_535;
  private static final int MAX_CARDINALITY = 10_000;
  private static final int MAX_LIMIT = 1_000_000;
  private static final int DATADOGS_LIMIT = 100;
  private static final Pattern PACKAGE = Pattern.compile("[a-zA-Z_]\\w*(\\.[a-zA-Z_]\\w*)+");

  /** Understands a text, or returns null or throws {@link NumberFormatException}. */
  private interface Parser<T> {
    @Nullable T parse(String text);
  }

  private final Lookup lookup;

  Values(Config config) {
    this.lookup = new Lookup(config);
  }

  private Values() {
    this.lookup = new Lookup(null);
  }

  /** Values of an empty configuration: every property has its default. */
  static Values none() {
    return new Values();
  }

  List<Problem> problems() {
    return lookup.problems();
  }

  void reportUnknownPrivacyNames() {
    lookup.reportUnknownPrivacyNames();
  }

  /** The value, or null where the property is absent or, which is reported, not understood. */
  private <T> @Nullable T read(Property property, Parser<T> parser, int number, String advice) {
    Found found = lookup.find(property.key());
    if (found == null) {
      return null;
    }
    T value = null;
    try {
      value = parser.parse(found.text());
    } catch (NumberFormatException notANumber) {
      // Its text holds the value; the error says what is needed.
      value = null;
    }
    if (value == null) {
      lookup.error(number, property, found, advice);
    }
    return value;
  }

  private static <T> T orDefault(@Nullable T value, T defaultValue) {
    return value == null ? defaultValue : value;
  }

  @Nullable String text(Property property) {
    Found found = lookup.find(property.key());
    return found == null ? null : found.text();
  }

  boolean flag(Property property) {
    String advice = "is neither true nor false; write one of the two.";
    return orDefault(
        read(property, Values::truth, 101, advice), Boolean.valueOf(property.defaultValue()));
  }

  private static @Nullable Boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> Boolean.TRUE;
      case "false", "0" -> Boolean.FALSE;
      default -> null;
    };
  }

  String site(Property property) {
    String advice = "is not a Datadog site; write one of " + Sites.names() + ".";
    return orDefault(
        read(property, text -> Sites.isKnown(text) ? text : null, 102, advice),
        property.defaultValue());
  }

  double rate(Property property) {
    String advice = "is not a number from 0 to 1; write for example 0.25.";
    return orDefault(
        read(property, Values::share, 103, advice), Double.valueOf(property.defaultValue()));
  }

  private static @Nullable Double share(String text) {
    double share = Double.parseDouble(text);
    return share >= 0 && share <= 1 ? share : null;
  }

  int port(Property property) {
    String advice = "is not a port from 1 to 65535; write for example 8126.";
    return upTo(MAX_PORT, property, 104, advice);
  }

  int cardinality(Property property) {
    String advice = "is not a number from 1 to 10000; write for example 200.";
    return upTo(MAX_CARDINALITY, property, 125, advice);
  }

  Duration interval(Property property) {
    String advice = "is not a duration from PT1S to P1D; write for example PT1H.";
    return orDefault(
        read(property, Values::upToADay, 113, advice), Duration.parse(property.defaultValue()));
  }

  private static @Nullable Duration upToADay(String text) {
    try {
      Duration duration = Duration.parse(text);
      boolean usable =
          duration.compareTo(Duration.ofSeconds(1)) >= 0
              && duration.compareTo(Duration.ofDays(1)) <= 0;
      return usable ? duration : null;
    } catch (DateTimeParseException malformed) {
      // Its text holds the value; the problem says what is needed.
      return null;
    }
  }

  private int upTo(int most, Property property, int number, String advice) {
    return orDefault(
        read(property, text -> upTo(most, text), number, advice),
        Integer.valueOf(property.defaultValue()));
  }

  private static @Nullable Integer upTo(int most, String text) {
    int value = Integer.parseInt(text);
    return value > 0 && value <= most ? value : null;
  }

  String host(Property property) {
    String advice = "is not a host name or address; write for example localhost.";
    return orDefault(
        read(property, text -> AgentUrls.isHost(text) ? text : null, 105, advice),
        property.defaultValue());
  }

  @Nullable URI agentUrl(Property property) {
    String advice =
        "is not an address of an Agent; write http://host:port or unix:///path/to/apm.socket.";
    return read(property, AgentUrls::parse, 106, advice);
  }

  /** {@code key:value,key:value}; Datadog's other tracers also take a blank between the pairs. */
  Map<String, String> pairs(Property property) {
    String advice = "is not a list of pairs; write key:value,key:value.";
    return orDefault(read(property, Values::pairs, 107, advice), Map.of());
  }

  private static @Nullable Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split(text.indexOf(',') >= 0 ? "," : " ", -1)) {
      int colon = pair.indexOf(':');
      String key = colon < 0 ? "" : pair.substring(0, colon).strip();
      String value = pair.substring(colon + 1).strip();
      if (pair.isBlank()) {
        continue;
      }
      if (key.isEmpty() || value.isEmpty() || key.startsWith("_")) {
        return null;
      }
      pairs.put(key, value);
    }
    return Collections.unmodifiableMap(pairs);
  }

  List<PropagationStyle> styles(Property property, List<PropagationStyle> defaultStyles) {
    boolean baggage = lookup.find(Property.BAGGAGE_ALLOW.key()) != null;
    String advice =
        "names a style that is not offered; write datadog, tracecontext, b3multi, b3single or none."
            + " Plain b3 means one thing here and another there; baggage needs"
            + " dd.privacy.baggage.allow.";
    return orDefault(read(property, text -> styles(text, baggage), 108, advice), defaultStyles);
  }

  private static @Nullable List<PropagationStyle> styles(String text, boolean baggage) {
    Set<PropagationStyle> styles = new LinkedHashSet<>();
    String names = text.toLowerCase(Locale.ROOT).replace("b3 single header", "b3single");
    for (String name : names.split(names.indexOf(',') >= 0 ? "," : "\\s+", -1)) {
      switch (name.strip()) {
        case "datadog" -> styles.add(PropagationStyle.DATADOG);
        case "tracecontext" -> styles.add(PropagationStyle.TRACECONTEXT);
        case "b3single" -> styles.add(PropagationStyle.B3SINGLE);
        case "b3multi" -> styles.add(PropagationStyle.B3MULTI);
        case "none" -> {}
        case "baggage" -> {
          if (!baggage) {
            return null;
          }
          styles.add(PropagationStyle.BAGGAGE);
        }
        default -> {
          return null;
        }
      }
    }
    return List.copyOf(styles);
  }

  List<String> packages(Property property) {
    String advice = "is not a list of packages; write for example org.acme.claims.";
    return orDefault(read(property, Values::packages, 112, advice), List.of());
  }

  private static @Nullable List<String> packages(String text) {
    List<String> packages = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      // Two parts at least: "org" would take in nearly every library there is.
      if (!PACKAGE.matcher(name.strip()).matches()) {
        return null;
      }
      packages.add(name.strip());
    }
    return List.copyOf(packages);
  }

  /** Any text between commas is a name. */
  List<String> names(Property property) {
    String text = text(property);
    return text == null
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::strip).filter(n -> !n.isEmpty()).toList();
  }

  List<String> hosts(Property property) {
    String advice =
        "is not a list of hosts; write host, host:port or *.domain, or one of these with ! before"
            + " it.";
    return orDefault(read(property, Hosts::patterns, 130, advice), List.of());
  }

  List<String> restClientHosts() {
    return Hosts.ofRestClients(lookup);
  }

  /** Normal forms of the rules for the application's own attributes, by key. */
  Map<String, String> attributeRules(Property property) {
    Found found = lookup.find(property.key());
    return found == null
        ? Map.of()
        : AttributeRules.parse(
            found.text(), (number, advice) -> lookup.error(number, property, found, advice));
  }

  /** Rules for baggage by key; there is no use for one where no style reads or sends it. */
  Map<String, String> baggageRules(Property property, boolean used) {
    Found found = lookup.find(property.key());
    if (found == null) {
      return Map.of();
    }
    if (!used) {
      lookup.warning(
          128, property, found, "has no effect; add baggage to dd.trace.propagation.style.");
    }
    Map<String, String> rules = attributeRules(property);
    if (rules.containsValue("bucket")
        || rules.containsValue("constant")
        || rules.containsValue("class")) {
      lookup.error(
          127,
          property,
          found,
          "has a rule for attributes; write enum(a,b), int(min..max) or bool.");
    }
    return rules;
  }

  List<SamplingRule> samplingRules(Property property) {
    Found found = lookup.find(property.key());
    return found == null
        ? List.of()
        : SamplingRules.parse(
            found.text(), (number, advice) -> lookup.error(number, property, found, advice));
  }

  /** Traces a second, or zero for no limit. */
  int limit(Property property, boolean sampling) {
    String advice = "is not a number from 1 to 1000000; write for example 100, or remove it.";
    Integer limit = read(property, text -> upTo(MAX_LIMIT, text), 114, advice);
    return limit != null ? limit : sampling ? DATADOGS_LIMIT : 0;
  }

  <E extends Enum<E>> E choice(Property property, E defaultValue) {
    // STOP_EXPORT is written stop-export.
    Map<String, E> choices = new TreeMap<>();
    for (E choice : defaultValue.getDeclaringClass().getEnumConstants()) {
      choices.put(choice.name().toLowerCase(Locale.ROOT).replace('_', '-'), choice);
    }
    String advice = "is unknown; write one of " + String.join(", ", choices.keySet()) + ".";
    return orDefault(
        read(property, text -> choices.get(text.toLowerCase(Locale.ROOT)), 109, advice),
        defaultValue);
  }

  /** Our property, else Sentry's; a disagreement would split one deployment in two. */
  @Nullable String sharedWithSentry(Property property, String sentryName) {
    Found ours = lookup.find(property.key());
    Found sentrys = lookup.find(sentryName);
    if (ours != null && sentrys != null && !ours.text().equals(sentrys.text())) {
      String where = sentryName + " (from " + sentrys.source() + ")";
      lookup.warning(
          110,
          property,
          ours,
          "differs from " + where + "; write the same in both, or only one of them.");
    }
    Found found = ours != null ? ours : sentrys;
    return found == null ? null : found.text();
  }
}
