// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Every shape in which an identifier may hide in bytes. The search folds ASCII case for shapes
 * marked so, which covers upper, lower and mixed case, and both cases of hexadecimal digits.
 */
final class Encodings {
  /** Shorter ones would be found by chance in megabytes of random ids. */
  private static final int SHORTEST = 5;

  private static final int SHORTEST_NUMBER = 6;

  private Encodings() {}

  /** Name of the shape to its bytes; case is to be folded where the name starts with "~". */
  static Map<String, byte[]> of(String identifier) {
    Map<String, byte[]> shapes = new LinkedHashMap<>();
    BiConsumer<String, byte[]> add =
        (name, bytes) -> {
          if (bytes.length >= SHORTEST) {
            shapes.put(name, bytes);
          }
        };
    byte[] raw = identifier.getBytes(UTF_8);
    add.accept("~raw", raw);
    add.accept("~latin-1", identifier.getBytes(ISO_8859_1));
    add.accept("~url, plus", URLEncoder.encode(identifier, UTF_8).getBytes(UTF_8));
    add.accept("~url, %20", percent(identifier).getBytes(UTF_8));
    add.accept("~url, all", allPercent(raw).getBytes(UTF_8));
    add.accept("~json", json(identifier).getBytes(UTF_8));
    add.accept("~html", html(identifier, "&#39;", "&#34;").getBytes(UTF_8));
    add.accept("~html, named", html(identifier, "&apos;", "&quot;").getBytes(UTF_8));
    add.accept("~hex", HexFormat.of().formatHex(raw).getBytes(UTF_8));
    for (String text :
        new String[] {
          identifier, identifier.toUpperCase(Locale.ROOT), identifier.toLowerCase(Locale.ROOT)
        }) {
      add.accept("~utf-16be " + text, text.getBytes(UTF_16BE));
      add.accept("~utf-16le " + text, text.getBytes(UTF_16LE));
      base64(text, add);
      digests(text, add);
    }
    add.accept("~reversed", new StringBuilder(identifier).reverse().toString().getBytes(UTF_8));
    numbers(identifier.replaceAll("[^0-9]", ""), add);
    return shapes;
  }

  private static void numbers(String digits, BiConsumer<String, byte[]> add) {
    if (digits.length() < SHORTEST_NUMBER || digits.length() > 18) {
      return;
    }
    long number = Long.parseLong(digits);
    add.accept("digits", digits.getBytes(UTF_8));
    add.accept("reversed digits", new StringBuilder(digits).reverse().toString().getBytes(UTF_8));
    if (Long.toString(number).length() < SHORTEST_NUMBER) {
      return; // without its zeros it is what a span may last, in nanoseconds
    }
    add.accept("long", ByteBuffer.allocate(8).putLong(number).array());
    add.accept("double", ByteBuffer.allocate(8).putDouble(number).array());
    if (number <= 0xffffffffL) {
      add.accept(
          "msgpack uint32", ByteBuffer.allocate(5).put((byte) 0xce).putInt((int) number).array());
      add.accept(
          "msgpack int32", ByteBuffer.allocate(5).put((byte) 0xd2).putInt((int) number).array());
    }
  }

  /** Whatever stands before the text shifts its base64 by zero, one or two bytes: three shapes. */
  private static void base64(String text, BiConsumer<String, byte[]> add) {
    byte[] raw = text.getBytes(UTF_8);
    for (int phase = 0; phase < 3; phase++) {
      byte[] shifted = new byte[phase + raw.length];
      System.arraycopy(raw, 0, shifted, phase, raw.length);
      int whole = shifted.length / 3 * 4;
      int first = phase == 0 ? 0 : phase + 1;
      byte[] standard = Base64.getEncoder().encode(shifted);
      byte[] urlSafe = Base64.getUrlEncoder().encode(shifted);
      add.accept(
          "base64 phase " + phase + " " + text,
          Arrays.copyOfRange(standard, first, Math.max(first, whole)));
      add.accept(
          "base64url phase " + phase + " " + text,
          Arrays.copyOfRange(urlSafe, first, Math.max(first, whole)));
    }
  }

  private static void digests(String text, BiConsumer<String, byte[]> add) {
    for (String algorithm : new String[] {"MD5", "SHA-1", "SHA-256"}) {
      try {
        byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8));
        add.accept("~" + algorithm + " " + text, HexFormat.of().formatHex(digest).getBytes(UTF_8));
        add.accept(algorithm + " bytes " + text, digest);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static String percent(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static String allPercent(byte[] raw) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : raw) {
      encoded.append('%').append(HexFormat.of().toHexDigits(b));
    }
    return encoded.toString();
  }

  private static String json(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        escaped.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static String html(String text, String apostrophe, String quote) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", apostrophe)
        .replace("\"", quote);
  }
}
