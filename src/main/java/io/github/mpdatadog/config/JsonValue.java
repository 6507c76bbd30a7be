// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text into lists, maps, strings, doubles and booleans; null stands for {@code
 * null}. Used once, by one thread.
 */
final class JsonValue {

  private static final int DEEPEST = 8;

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");

  /** What {@link #parse} gives for a text that is no JSON. */
  static final Object MALFORMED = new Object();

  /** Carries no text: it would hold the value. */
  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Malformed() {
      super(null, null, false, false);
    }
  }

  private final String text;
  private int at;

  private JsonValue(String text) {
    this.text = text;
  }

  static @Nullable Object parse(String text) {
    JsonValue reader = new JsonValue(text);
    try {
      Object value = reader.value(0);
      return reader.next() == 0 && reader.at == text.length() ? value : MALFORMED;
    } catch (Malformed | NumberFormatException malformed) {
      return MALFORMED;
    }
  }

  /** The next character that is no blank, not consumed; 0 at the end. */
  private char next() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean take(char expected) {
    boolean there = next() == expected;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char expected) {
    if (!take(expected)) {
      throw new Malformed();
    }
  }

  private @Nullable Object value(int depth) {
    char first = next();
    if (depth > DEEPEST) {
      throw new Malformed();
    }
    if (first == '[') {
      return array(depth);
    } else if (first == '{') {
      return object(depth);
    } else if (first == '"') {
      return string();
    }
    return word();
  }

  private List<Object> array(int depth) {
    List<Object> values = new ArrayList<>();
    expect('[');
    if (!take(']')) {
      do {
        Object value = value(depth + 1);
        values.add(value == null ? MALFORMED : value);
      } while (take(','));
      expect(']');
    }
    return values;
  }

  private Map<String, @Nullable Object> object(int depth) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    expect('{');
    if (!take('}')) {
      do {
        next();
        String key = string();
        expect(':');
        if (fields.containsKey(key)) {
          throw new Malformed();
        }
        fields.put(key, value(depth + 1));
      } while (take(','));
      expect('}');
    }
    return fields;
  }

  private String string() {
    StringBuilder characters = new StringBuilder();
    expect('"');
    while (true) {
      char c = character();
      if (c == '"') {
        return characters.toString();
      }
      characters.append(c == '\\' ? escaped() : c);
    }
  }

  private char character() {
    if (at == text.length() || text.charAt(at) < ' ') {
      throw new Malformed();
    }
    return text.charAt(at++);
  }

  private char escaped() {
    char c = character();
    int known = "\"\\/bfnrt".indexOf(c);
    if (known >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(known);
    }
    if (c != 'u' || at + 4 > text.length()) {
      throw new Malformed();
    }
    at += 4;
    return (char) HexFormat.fromHexDigits(text, at - 4, at);
  }

  private @Nullable Object word() {
    int start = at;
    while (at < text.length() && isPartOfWord(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at);
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      case "null" -> null;
      default -> number(word);
    };
  }

  private static boolean isPartOfWord(char c) {
    return "+-.".indexOf(c) >= 0 || Character.isLetterOrDigit(c);
  }

  /** Java reads more texts as numbers than JSON has. */
  private static Double number(String word) {
    if (!NUMBER.matcher(word).matches()) {
      throw new Malformed();
    }
    return Double.valueOf(word);
  }
}
