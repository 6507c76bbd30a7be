// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * W3C Baggage, of which only declared keys with declared values are read and written. Everything
 * else ends here, in both directions. Immutable and thread-safe.
 */
final class BaggageHeader {

  static final String NAME = "baggage";

  private static final int MOST_ITEMS = 64;
  private static final int LONGEST = 8192;

  private static final List<String> TRUTHS = List.of("true", "false");

  /** Declared values by key; of a range the two ends, as numbers. */
  private final Map<String, Values> allowed = new HashMap<>();

  private record Values(List<String> texts, long least, long most) {

    boolean contain(String value) {
      return texts.contains(value) || (least <= most && isInRange(value));
    }

    private boolean isInRange(String value) {
      try {
        // The second test is for +7 and 007, which are other texts than 7.
        long number = Long.parseLong(value);
        return number >= least && number <= most && Long.toString(number).equals(value);
      } catch (NumberFormatException noNumber) {
        return false;
      }
    }
  }

  /**
   * @param rules {@code enum(a,b)}, {@code int(1..9)} or {@code bool} by key
   * @throws IllegalArgumentException where a rule is none of them
   */
  BaggageHeader(Map<String, String> rules) {
    rules.forEach((key, rule) -> allowed.put(key, values(rule)));
  }

  /** The header; none where no key is declared. */
  List<String> fields() {
    return allowed.isEmpty() ? List.of() : List.of(NAME);
  }

  private static Values values(String rule) {
    int open = rule.indexOf('(');
    String arguments = open < 0 ? "" : rule.substring(open + 1, rule.length() - 1);
    if (rule.equals("bool")) {
      return new Values(TRUTHS, 1, 0);
    } else if (rule.startsWith("enum(")) {
      return new Values(List.of(arguments.split(",", -1)), 1, 0);
    } else if (rule.startsWith("int(")) {
      int dots = arguments.indexOf("..");
      return new Values(
          List.of(),
          Long.parseLong(arguments.substring(0, dots)),
          Long.parseLong(arguments.substring(dots + 2)));
    }
    throw new IllegalArgumentException("Not a rule for baggage");
  }

  <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    String header = getter.get(carrier, NAME);
    Baggage baggage = header == null || header.length() > LONGEST ? null : parse(header);
    return baggage == null || baggage.isEmpty() ? context : context.with(baggage);
  }

  /** Null where a pair is malformed: then no pair of the header counts, as in Datadog's tracers. */
  private @Nullable Baggage parse(String header) {
    BaggageBuilder found = Baggage.builder();
    int items = 0;
    int from = 0;
    while (from <= header.length()) {
      int comma = header.indexOf(',', from);
      int end = comma < 0 ? header.length() : comma;
      int properties = header.indexOf(';', from);
      int pairEnd = properties < 0 || properties > end ? end : properties;
      int equals = header.indexOf('=', from);
      items++;
      if (equals < 0 || equals >= pairEnd || items > MOST_ITEMS) {
        return null;
      }
      String key = decoded(header.substring(from, equals).strip());
      String value = decoded(header.substring(equals + 1, pairEnd).strip());
      if (key.isEmpty() || value.isEmpty()) {
        return null;
      }
      if (isAllowed(key, value)) {
        found.put(key, value);
      }
      from = end + 1;
    }
    return found.build();
  }

  private boolean isAllowed(String key, String value) {
    Values values = allowed.get(key);
    return values != null && values.contain(value);
  }

  /** Nothing where it is not percent-encoded as it should be. */
  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    try {
      // A plus sign is itself here; in forms it is a blank.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }

  <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    Baggage baggage = Baggage.fromContext(context);
    if (baggage.isEmpty()) {
      return;
    }
    StringBuilder header = new StringBuilder();
    int[] items = {0};
    baggage.forEach(
        (key, entry) -> {
          if (isAllowed(key, entry.getValue()) && items[0] < MOST_ITEMS) {
            int before = header.length();
            header.append(before == 0 ? "" : ",").append(key).append('=');
            header.append(encoded(entry.getValue()));
            if (header.length() > LONGEST) {
              header.setLength(before);
            } else {
              items[0]++;
            }
          }
        });
    if (!header.isEmpty()) {
      setter.set(carrier, NAME, header.toString());
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
