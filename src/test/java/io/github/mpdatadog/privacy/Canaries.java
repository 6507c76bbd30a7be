// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Marks planted in a span, and the search for them in whatever can be reached from another: every
 * getter, every toString(), every key and value.
 */
final class Canaries {

  /** Looks like a name in code, so that a grammar alone cannot tell it from one. */
  static final String WORD = "JaneRoe";

  static final String SENTENCE = "Patient JaneRoe, SSN 078-05-1120";
  static final long NUMBER = 8_675_309;

  /** Attributes of every type under one key, as far as the SDK lets one key have several. */
  static Attributes under(Iterable<String> keys, String type) {
    AttributesBuilder attributes = Attributes.builder();
    for (String key : keys) {
      switch (type) {
        case "word" -> attributes.put(key, WORD);
        case "sentence" -> attributes.put(key, SENTENCE);
        case "words" -> attributes.put(AttributeKey.stringArrayKey(key), List.of("GET", WORD));
        case "number" -> attributes.put(key, NUMBER);
        case "numbers" -> attributes.put(AttributeKey.longArrayKey(key), List.of(200L, NUMBER));
        case "fraction" -> attributes.put(key, NUMBER + 0.5);
        case "fractions" ->
            attributes.put(AttributeKey.doubleArrayKey(key), List.of(1.0, NUMBER + 0.5));
        case "booleans" -> attributes.put(AttributeKey.booleanArrayKey(key), List.of(true, false));
        default -> throw new IllegalArgumentException(type);
      }
    }
    return attributes.build();
  }

  /** Where canaries were found: texts, shortened to the interesting part. */
  static Set<String> in(SpanData span) {
    Set<String> texts = new TreeSet<>();
    collect(span, texts, Collections.newSetFromMap(new IdentityHashMap<>()));
    texts.removeIf(text -> !isCanary(text));
    return texts;
  }

  private static boolean isCanary(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("roe")
        || lower.contains("jane")
        || lower.contains("078-05")
        || lower.contains(Long.toString(NUMBER))
        || lower.contains("8.675309");
  }

  private static void collect(Object value, Set<String> texts, Set<Object> seen) {
    if (value == null || !seen.add(value)) {
      return;
    }
    texts.add(String.valueOf(value));
    if (value instanceof Map<?, ?> map) {
      collect(map.keySet(), texts, seen);
      collect(map.values(), texts, seen);
    } else if (value instanceof Collection<?> all) {
      all.forEach(element -> collect(element, texts, seen));
    } else if (value instanceof AttributeKey<?> key) {
      texts.add(key.getKey());
    } else {
      if (value instanceof Attributes attributes) {
        attributes.forEach(
            (key, element) -> {
              collect(key, texts, seen);
              collect(element, texts, seen);
            });
      }
      for (Method getter : GETTERS.get(value.getClass())) {
        try {
          collect(getter.invoke(value), texts, seen);
        } catch (ReflectiveOperationException e) {
          throw new AssertionError(getter.toString(), e);
        }
      }
    }
  }

  /** Also the getters that a newer SDK adds to an interface, which this code cannot name. */
  private static final ClassValue<Set<Method>> GETTERS =
      new ClassValue<>() {
        @Override
        protected Set<Method> computeValue(Class<?> type) {
          Set<Method> getters = new HashSet<>();
          for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            addGetters(c, getters);
            for (Class<?> face : c.getInterfaces()) {
              addGetters(face, getters);
            }
          }
          return getters;
        }
      };

  private static void addGetters(Class<?> type, Set<Method> getters) {
    if (!type.getName().startsWith("io.opentelemetry.")
        || !Modifier.isPublic(type.getModifiers())) {
      return;
    }
    for (Method method : type.getMethods()) {
      boolean getter = method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers());
      if (getter && method.getName().matches("(get|is|has|as)[A-Z].*")) {
        getters.add(method);
      }
    }
  }

  private Canaries() {}
}
