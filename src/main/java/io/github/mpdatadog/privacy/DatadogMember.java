// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code dd} member of a tracestate. Datadog's tracers put a user id into it ({@code
 * t.usr.id}), so nothing is copied: the known fields are parsed and written anew. The last three of
 * them are our own propagator's and sampler's notes for the local root.
 */
final class DatadogMember {

  static final String KEY = "dd";

  private static final int LONGEST = 256;
  private static final int SPAN_ID_LENGTH = 16;
  private static final int MOST_DIGITS = 10;
  private static final int HASH_LENGTH = 10;
  private static final Set<String> ORIGINS =
      Set.of("synthetics", "synthetics-browser", "rum", "lambda", "ciapp-test");

  private static final int LONGEST_SHARE = 26;
  private static final Set<String> ERRORS =
      Set.of("malformed_tid", "inconsistent_tid", "extract_max_size", "decoding_error");

  /**
   * @param own whether our propagator or sampler made it; the notes of others are anybody's numbers
   */
  static @Nullable String clean(@Nullable String member, boolean own) {
    if (member == null || member.length() > LONGEST) {
      return null;
    }
    String priority = null;
    String origin = null;
    String parent = null;
    String mechanism = null;
    String error = null;
    String ruleRate = null;
    String limitRate = null;
    for (String field : member.split(";", -1)) {
      if (field.startsWith("s:")) {
        priority = priority(field);
      } else if (field.startsWith("o:")) {
        origin = ORIGINS.contains(field.substring(2)) ? field : null;
      } else if (field.startsWith("p:")) {
        parent = isSpanId(field) ? field : null;
      } else if (field.startsWith("t.dm:")) {
        mechanism = mechanism(field);
      } else if (own && field.startsWith("e:")) {
        error = ERRORS.contains(field.substring(2)) ? field : null;
      } else if (own && field.startsWith("r:")) {
        ruleRate = isShare(field) ? field : null;
      } else if (own && field.startsWith("l:")) {
        limitRate = isShare(field) ? field : null;
      }
    }
    return join(priority, origin, parent, mechanism, error, ruleRate, limitRate);
  }

  /** The nearest of the four, as our propagator takes it: the Agent shall be told the same. */
  private static @Nullable String priority(String field) {
    boolean negative = field.startsWith("s:-");
    String digits = field.substring(negative ? 3 : 2);
    if (!isNumber(digits, MOST_DIGITS)) {
      return null;
    }
    long value = Math.min(2, Long.parseLong(digits));
    return "s:" + (negative ? Math.max(-1, -value) : value);
  }

  /** What precedes the mechanism is a hash of a service's name, and Datadog does without it. */
  private static @Nullable String mechanism(String field) {
    int start = "t.dm:".length();
    int dash = field.indexOf('-');
    String digits = field.substring(dash + 1);
    boolean valid =
        dash >= start
            && dash - start <= HASH_LENGTH
            && isLowerHex(field, start, dash)
            && isNumber(digits, 2);
    return valid ? "t.dm:-" + Integer.parseInt(digits) : null;
  }

  private static boolean isNumber(String digits, int most) {
    return !digits.isEmpty()
        && digits.length() <= most
        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isSpanId(String field) {
    int end = "p:".length() + SPAN_ID_LENGTH;
    return field.length() == end && isLowerHex(field, "p:".length(), end);
  }

  private static boolean isLowerHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String join(@Nullable String... fields) {
    StringBuilder member = new StringBuilder();
    for (String field : fields) {
      if (field != null) {
        member.append(member.isEmpty() ? "" : ";").append(field);
      }
    }
    return member.isEmpty() ? null : member.toString();
  }

  /** From 0 to 1 in plain decimal. */
  private static boolean isShare(String field) {
    int length = field.length();
    char whole = length < 3 ? ' ' : field.charAt(2);
    if ((whole != '0' && whole != '1') || length > LONGEST_SHARE) {
      return false;
    }
    boolean plain = length == 3 || (length > 4 && field.charAt(3) == '.');
    for (int i = 4; i < length; i++) {
      char c = field.charAt(i);
      plain &= c == '0' || (whole == '0' && c > '0' && c <= '9');
    }
    return plain;
  }

  private DatadogMember() {}
}
