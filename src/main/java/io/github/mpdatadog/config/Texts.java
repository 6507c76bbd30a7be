// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Understands the text of a setting. Null, or a {@link NumberFormatException}, says that it is none
 * of its kind; neither is shown to anyone, since both could repeat it.
 */
final class Texts {

  private static final Pattern PACKAGE = Pattern.compile("[a-zA-Z_]\\w*(\\.[a-zA-Z_]\\w*)+");

  /** Whether quotes are around a text, as around one that a shell is to read. */
  static boolean isQuoted(String text) {
    int last = text.length() - 1;
    return last > 0
        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
        && text.charAt(0) == text.charAt(last);
  }

  /**
   * Without blanks and quotes around it: neither server.env nor a properties file takes quotes off.
   * Where more of their kind are inside, the outermost two are no pair, and all stay.
   */
  static String unquoted(String text) {
    String stripped = text.strip();
    int last = stripped.length() - 1;
    return isQuoted(stripped) && stripped.indexOf(stripped.charAt(0), 1) == last
        ? stripped.substring(1, last).strip()
        : stripped;
  }

  static @Nullable Boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> Boolean.TRUE;
      case "false", "0" -> Boolean.FALSE;
      default -> null;
    };
  }

  static @Nullable Double share(String text) {
    double share = Double.parseDouble(text);
    return share >= 0 && share <= 1 ? share : null;
  }

  static @Nullable Duration upToADay(String text) {
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

  static @Nullable Integer upTo(int most, String text) {
    int value = Integer.parseInt(text);
    return value > 0 && value <= most ? value : null;
  }

  static @Nullable Map<String, String> pairs(String text) {
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

  static @Nullable List<PropagationStyle> styles(String text, boolean baggage) {
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

  static @Nullable List<String> packages(String text) {
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

  private Texts() {}
}
