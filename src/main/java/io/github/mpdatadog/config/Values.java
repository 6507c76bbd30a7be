// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to one configuration, which collects problems instead of throwing at the first. Not
 * thread-safe; lives for one reading.
 */
final class Values {

  private static final int MAX_PORT = 65_535;
  private static final Pattern PACKAGE = Pattern.compile("[a-zA-Z_]\\w*(\\.[a-zA-Z_]\\w*)+");
  private static final int MAX_CARDINALITY = 10_000;

  private record Found(String text, String source) {}

  private final Function<String, @Nullable Found> lookup;
  private final Iterable<String> names;
  private final List<Problem> problems = new ArrayList<>();

  Values(Config config) {
    this.lookup = name -> find(config, name);
    this.names = config.getPropertyNames();
  }

  private Values() {
    this.lookup = name -> null;
    this.names = List.of();
  }

  /** Values of an empty configuration: every property has its default. */
  static Values none() {
    return new Values();
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  private @Nullable Found find(Config config, String name) {
    String source = "an expression";
    try {
      ConfigValue value = config.getConfigValue(name);
      String text = value.getValue();
      if (text != null || value.getRawValue() == null) {
        return text == null || text.isBlank() ? null : new Found(text.strip(), sourceOf(value));
      }
      source = sourceOf(value);
    } catch (RuntimeException unresolved) {
      // An expression, too, on other implementations. Its text holds the value, so it is not kept.
    }
    problems.add(
        new Problem(
            "MPDD0100E", name, source, "holds an expression without a value; write it out."));
    return null;
  }

  private static String sourceOf(ConfigValue value) {
    String source = value.getSourceName();
    return source == null ? "an unnamed source" : source;
  }

  private void error(int number, Property property, Found found, String advice) {
    problems.add(new Problem(code(number, 'E'), property.key(), found.source(), advice));
  }

  private static String code(int number, char severity) {
    return String.format(Locale.ROOT, "MPDD%04d%c", number, severity);
  }

  @Nullable String text(Property property) {
    Found found = lookup.apply(property.key());
    return found == null ? null : found.text();
  }

  boolean flag(Property property) {
    Found found = lookup.apply(property.key());
    if (found == null) {
      return Boolean.parseBoolean(property.defaultValue());
    }
    return switch (found.text().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> {
        error(101, property, found, "is neither true nor false; write one of the two.");
        yield Boolean.parseBoolean(property.defaultValue());
      }
    };
  }

  String site(Property property) {
    Found found = lookup.apply(property.key());
    if (found != null && !Sites.isKnown(found.text())) {
      error(102, property, found, "is not a Datadog site; write one of " + Sites.names() + ".");
      return property.defaultValue();
    }
    return found == null ? property.defaultValue() : found.text();
  }

  double rate(Property property) {
    Found found = lookup.apply(property.key());
    if (found != null) {
      try {
        double rate = Double.parseDouble(found.text());
        if (rate >= 0 && rate <= 1) {
          return rate;
        }
      } catch (NumberFormatException notANumber) {
        // Its text holds the value; the error below says what is needed.
      }
      error(103, property, found, "is not a number from 0 to 1; write for example 0.25.");
    }
    return Double.parseDouble(property.defaultValue());
  }

  int port(Property property) {
    Found found = lookup.apply(property.key());
    if (found != null) {
      try {
        int port = Integer.parseInt(found.text());
        if (port > 0 && port <= MAX_PORT) {
          return port;
        }
      } catch (NumberFormatException notANumber) {
        // As above.
      }
      error(104, property, found, "is not a port from 1 to 65535; write for example 8126.");
    }
    return Integer.parseInt(property.defaultValue());
  }

  String host(Property property) {
    Found found = lookup.apply(property.key());
    if (found != null && !AgentUrls.isHost(found.text())) {
      error(105, property, found, "is not a host name or address; write for example localhost.");
      return property.defaultValue();
    }
    return found == null ? property.defaultValue() : found.text();
  }

  @Nullable URI agentUrl(Property property) {
    Found found = lookup.apply(property.key());
    if (found == null) {
      return null;
    }
    URI url = AgentUrls.parse(found.text());
    if (url == null) {
      error(
          106,
          property,
          found,
          "is not an address of an Agent; write http://host:port or unix:///path/to/apm.socket.");
    }
    return url;
  }

  /** {@code key:value,key:value}; Datadog's other tracers also take a blank between the pairs. */
  Map<String, String> pairs(Property property) {
    Found found = lookup.apply(property.key());
    Map<String, String> pairs = new LinkedHashMap<>();
    if (found == null) {
      return pairs;
    }
    String separator = found.text().indexOf(',') >= 0 ? "," : " ";
    for (String pair : found.text().split(separator, -1)) {
      int colon = pair.indexOf(':');
      String key = colon < 0 ? "" : pair.substring(0, colon).strip();
      String value = colon < 0 ? "" : pair.substring(colon + 1).strip();
      if (pair.isBlank()) {
        continue;
      }
      if (key.isEmpty() || value.isEmpty() || key.startsWith("_")) {
        error(107, property, found, "is not a list of pairs; write key:value,key:value.");
        return Map.of();
      }
      pairs.put(key, value);
    }
    return Collections.unmodifiableMap(pairs);
  }

  List<PropagationStyle> styles(Property property, List<PropagationStyle> defaultStyles) {
    Found found = lookup.apply(property.key());
    if (found == null) {
      return defaultStyles;
    }
    Set<PropagationStyle> styles = new LinkedHashSet<>();
    for (String name : found.text().split(",", -1)) {
      switch (name.strip().toLowerCase(Locale.ROOT)) {
        case "datadog" -> styles.add(PropagationStyle.DATADOG);
        case "tracecontext" -> styles.add(PropagationStyle.TRACECONTEXT);
        case "none" -> {}
        default ->
            error(
                108,
                property,
                found,
                "names an unknown style; write datadog, tracecontext, both, or none. Baggage and B3"
                    + " are not offered.");
      }
    }
    return List.copyOf(styles);
  }

  List<String> packages(Property property) {
    Found found = lookup.apply(property.key());
    if (found == null) {
      return List.of();
    }
    List<String> packages = new ArrayList<>();
    for (String name : found.text().split(",", -1)) {
      // Two parts at least: "org" would take in nearly every library there is.
      if (!PACKAGE.matcher(name.strip()).matches()) {
        error(
            112, property, found, "is not a list of packages; write for example org.acme.claims.");
        return List.of();
      }
      packages.add(name.strip());
    }
    return List.copyOf(packages);
  }

  /** Normal forms of the rules for the application's own attributes, by key. */
  Map<String, String> attributeRules(Property property) {
    Found found = lookup.apply(property.key());
    return found == null
        ? Map.of()
        : AttributeRules.parse(
            found.text(), (number, advice) -> error(number, property, found, advice));
  }

  int cardinality(Property property) {
    Found found = lookup.apply(property.key());
    if (found != null) {
      try {
        int most = Integer.parseInt(found.text());
        if (most > 0 && most <= MAX_CARDINALITY) {
          return most;
        }
      } catch (NumberFormatException notANumber) {
        // As above.
      }
      error(125, property, found, "is not a number from 1 to 10000; write for example 200.");
    }
    return Integer.parseInt(property.defaultValue());
  }

  <E extends Enum<E>> E choice(Property property, E defaultValue) {
    Found found = lookup.apply(property.key());
    if (found == null) {
      return defaultValue;
    }
    E[] choices = defaultValue.getDeclaringClass().getEnumConstants();
    for (E choice : choices) {
      if (written(choice).equalsIgnoreCase(found.text())) {
        return choice;
      }
    }
    Set<String> names = new TreeSet<>();
    for (E choice : choices) {
      names.add(written(choice));
    }
    error(109, property, found, "is unknown; write one of " + String.join(", ", names) + ".");
    return defaultValue;
  }

  /** {@code STOP_EXPORT} is written stop-export. */
  private static String written(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Our property, else Sentry's; a disagreement would split one deployment in two. */
  @Nullable String sharedWithSentry(Property property, String sentryName) {
    Found ours = lookup.apply(property.key());
    Found sentrys = lookup.apply(sentryName);
    if (ours != null && sentrys != null && !ours.text().equals(sentrys.text())) {
      problems.add(
          new Problem(
              "MPDD0110W",
              property.key(),
              ours.source(),
              "differs from "
                  + sentryName
                  + " (from "
                  + sentrys.source()
                  + "); write the same in both, or only one of them."));
    }
    Found found = ours != null ? ours : sentrys;
    return found == null ? null : found.text();
  }

  void reportUnknownPrivacyNames() {
    for (String name : Property.unknownPrivacyNames(names)) {
      Found found = lookup.apply(name);
      problems.add(
          new Problem(
              "MPDD0111E",
              name,
              found == null ? "an unnamed source" : found.source(),
              "is not a privacy setting of this version; mend the spelling or remove it."));
    }
  }
}
