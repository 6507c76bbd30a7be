// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import io.github.mpdatadog.address.AgentUrl;
import io.github.mpdatadog.config.Lookup.Found;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
    Found found = lookup.find(property);
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

  static <T> T orDefault(@Nullable T value, T defaultValue) {
    return value == null ? defaultValue : value;
  }

  @Nullable String text(Property property) {
    Found found = lookup.find(property);
    return found == null ? null : found.text();
  }

  boolean flag(Property property) {
    String advice = "is neither true nor false; write one of the two.";
    return orDefault(
        read(property, Texts::truth, 101, advice), Boolean.valueOf(property.defaultValue()));
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
        read(property, Texts::share, 103, advice), Double.valueOf(property.defaultValue()));
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
        read(property, Texts::upToADay, 113, advice), Duration.parse(property.defaultValue()));
  }

  private int upTo(int most, Property property, int number, String advice) {
    return orDefault(
        read(property, text -> Texts.upTo(most, text), number, advice),
        Integer.valueOf(property.defaultValue()));
  }

  String host(Property property) {
    String advice = "is not a host name or address; write for example localhost.";
    return orDefault(read(property, AgentUrl::host, 105, advice), property.defaultValue());
  }

  @Nullable URI agentUrl(Property property) {
    String advice =
        "is not an address of an Agent; write http://host:port or unix:///path/to/apm.socket.";
    return read(property, AgentUrl::parse, 106, advice);
  }

  /** {@code key:value,key:value}; Datadog's other tracers also take a blank between the pairs. */
  Map<String, String> pairs(Property property) {
    String advice = "is not a list of pairs; write key:value,key:value.";
    return orDefault(read(property, Texts::pairs, 107, advice), Map.of());
  }

  List<PropagationStyle> styles(Property property, List<PropagationStyle> defaultStyles) {
    boolean baggage = lookup.find(Property.BAGGAGE_ALLOW) != null;
    String advice =
        "names a style that is not offered; write datadog, tracecontext, b3multi, b3single or none."
            + " Plain b3 means one thing here and another there; baggage needs"
            + " dd.privacy.baggage.allow.";
    return orDefault(
        read(property, text -> Texts.styles(text, baggage), 108, advice), defaultStyles);
  }

  List<String> packages(Property property) {
    String advice = "is not a list of packages; write for example org.acme.claims.";
    return orDefault(read(property, Texts::packages, 112, advice), List.of());
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
    Found found = lookup.find(property);
    return found == null
        ? Map.of()
        : AttributeRules.parse(
            found.text(), (number, advice) -> lookup.error(number, property, found, advice));
  }

  /** Rules for baggage by key; there is no use for one where no style reads or sends it. */
  Map<String, String> baggageRules(Property property, boolean used) {
    Found found = lookup.find(property);
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
    Found found = lookup.find(property);
    return found == null
        ? List.of()
        : SamplingRules.parse(
            found.text(), (number, advice) -> lookup.error(number, property, found, advice));
  }

  /** Traces a second, or zero for no limit. */
  int limit(Property property, boolean sampling) {
    String advice = "is not a number from 1 to 1000000; write for example 100, or remove it.";
    Integer limit = read(property, text -> Texts.upTo(MAX_LIMIT, text), 114, advice);
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

  /** The property, else the tag by which all Datadog tracers take it, too. */
  @Nullable String textOrTag(Property property, Map<String, String> tags, String tag) {
    String text = text(property);
    return text != null ? text : tags.get(tag);
  }

  /** Our property or tag, else Sentry's; a disagreement would split one deployment in two. */
  @Nullable String sharedWithSentry(
      Property property, Map<String, String> tags, String tag, String sentryName) {
    String ours = textOrTag(property, tags, tag);
    Property written = text(property) == null ? Property.TAGS : property;
    Found found = lookup.find(written);
    Found sentrys = lookup.findForeign(sentryName);
    if (ours != null && found != null && sentrys != null && !ours.equals(sentrys.text())) {
      String where = sentryName + " (from " + sentrys.source() + ")";
      lookup.warning(
          110,
          written,
          found,
          "differs from " + where + "; write the same in both, or only one of them.");
    }
    return ours != null || sentrys == null ? ours : sentrys.text();
  }
}
