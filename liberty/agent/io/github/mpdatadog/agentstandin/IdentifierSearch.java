// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agentstandin;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks for one identifier in raw bytes, in the disguises in which text travels.
 *
 * <p>It works on bytes, before and without any decoding of MessagePack: a search in the decoded
 * spans would be blind for exactly the fields that nobody thought of.
 */
final class IdentifierSearch {

  /** Shorter text is found in any binary data by chance. */
  static final int MIN_LENGTH = 3;

  private static final int MIN_BASE64 = 4;

  private record Needle(String encoding, byte[] bytes, boolean anyCase) {}

  private final List<Needle> needles = new ArrayList<>();
  private final List<Needle> plain;

  IdentifierSearch(String identifier) {
    String text = identifier.strip();
    if (text.length() < MIN_LENGTH) {
      throw new IllegalArgumentException("shorter than " + MIN_LENGTH + " characters");
    }
    for (String form : forms(text)) {
      plainNeedles(form);
    }
    plain = List.copyOf(needles);
    for (String form : forms(text)) {
      byte[] utf8 = form.getBytes(StandardCharsets.UTF_8);
      add("hex", HexFormat.of().formatHex(utf8).getBytes(StandardCharsets.US_ASCII), true);
      base64Needles(utf8);
    }
  }

  /** The encodings under which the identifier is in these bytes, empty if it is not. */
  Set<String> encodingsIn(byte[] bytes) {
    Set<String> found = new LinkedHashSet<>();
    for (Needle needle : matching(bytes, needles)) {
      found.add(needle.encoding);
    }
    byte[] once = percentDecoded(bytes);
    // What was there without decoding is there after it too, and is no news.
    if (once.length < bytes.length
        && plain.stream().noneMatch(needle -> found.contains(needle.encoding))) {
      byte[] twice = percentDecoded(once);
      if (!matching(once, plain).isEmpty()) {
        found.add("URL-encoded");
      } else if (!matching(twice, plain).isEmpty()) {
        found.add("URL-encoded twice");
      }
    }
    return found;
  }

  /** As typed and with other cases; a number also without its separators. */
  private static Set<String> forms(String text) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(text);
    forms.add(text.toLowerCase(Locale.ROOT));
    forms.add(text.toUpperCase(Locale.ROOT));
    forms.add(capitalised(text));
    String digits = text.replaceAll("[\\s().+/-]", "");
    if (digits.length() >= 6 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      forms.add(digits);
    }
    return forms;
  }

  private static String capitalised(String text) {
    return Pattern.compile("\\b\\p{L}")
        .matcher(text.toLowerCase(Locale.ROOT))
        .replaceAll(first -> first.group().toUpperCase(Locale.ROOT));
  }

  private void plainNeedles(String form) {
    add("plain text", form.getBytes(StandardCharsets.UTF_8), true);
    // In a query string a space is a plus sign, which percent-decoding must leave alone in a path.
    add("plain text", form.replace(' ', '+').getBytes(StandardCharsets.UTF_8), true);
    add("ISO-8859-1", form.getBytes(StandardCharsets.ISO_8859_1), true);
    add("UTF-16", form.getBytes(StandardCharsets.UTF_16LE), true);
    add("UTF-16", form.getBytes(StandardCharsets.UTF_16BE), true);
  }

  /** Base64 depends on where in a group of three bytes the text begins: hence three needles. */
  private void base64Needles(byte[] utf8) {
    for (int phase = 0; phase < 3; phase++) {
      byte[] shifted = new byte[phase + utf8.length];
      System.arraycopy(utf8, 0, shifted, phase, utf8.length);
      String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      // Characters that also hold bits of a neighbour byte are not ours to compare.
      int from = (phase * 8 + 5) / 6;
      int to = shifted.length * 8 / 6;
      if (to - from >= MIN_BASE64) {
        String certain = encoded.substring(from, to);
        String urlSafe = certain.replace('+', '-').replace('/', '_');
        add("base64", certain.getBytes(StandardCharsets.US_ASCII), false);
        add("base64", urlSafe.getBytes(StandardCharsets.US_ASCII), false);
      }
    }
  }

  private void add(String encoding, byte[] bytes, boolean anyCase) {
    byte[] wanted = anyCase ? folded(bytes) : bytes;
    boolean known =
        needles.stream().anyMatch(n -> n.anyCase == anyCase && Arrays.equals(n.bytes, wanted));
    if (!known) {
      needles.add(new Needle(encoding, wanted, anyCase));
    }
  }

  private static List<Needle> matching(byte[] hay, List<Needle> needles) {
    byte[] folded = folded(hay);
    return needles.stream()
        .filter(needle -> contains(needle.anyCase ? folded : hay, needle.bytes))
        .toList();
  }

  private static boolean contains(byte[] hay, byte[] needle) {
    int last = hay.length - needle.length;
    for (int i = 0; i <= last; i++) {
      if (hay[i] == needle[0]
          && Arrays.equals(hay, i, i + needle.length, needle, 0, needle.length)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] folded(byte[] bytes) {
    byte[] folded = bytes.clone();
    for (int i = 0; i < folded.length; i++) {
      if (folded[i] >= 'A' && folded[i] <= 'Z') {
        folded[i] += 'a' - 'A';
      }
    }
    return folded;
  }

  private static byte[] percentDecoded(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%'
          && i + 2 < bytes.length
          && HexFormat.isHexDigit(bytes[i + 1])
          && HexFormat.isHexDigit(bytes[i + 2])) {
        out.write(HexFormat.fromHexDigit(bytes[++i]) << 4 | HexFormat.fromHexDigit(bytes[++i]));
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toByteArray();
  }
}
