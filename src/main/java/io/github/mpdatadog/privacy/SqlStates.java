// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.Set;

/**
 * The codes a database answers with. The grammar alone would admit a five-digit postal code, so the
 * class, which is the first two characters, must be one that the standard or a vendor assigned.
 */
final class SqlStates {

  private static final Set<String> CLASSES =
      Set.of(
          "00", "01", "02", "03", "07", "08", "09", "0A", "0B", "0D", "0E", "0F", "0K", "0L", "0M",
          "0N", "0P", "0S", "0T", "0U", "0V", "0W", "0X", "0Y", "0Z", "10", "20", "21", "22", "23",
          "24", "25", "26", "27", "28", "2B", "2C", "2D", "2E", "2F", "2H", "30", "33", "34", "35",
          "36", "38", "39", "3B", "3C", "3D", "3F", "40", "42", "44", "45", "46", "51", "53", "54",
          "55", "56", "57", "58", "72", "F0", "HV", "HW", "HY", "HZ", "IM", "P0", "S0", "S1", "X0",
          "XJ", "XN", "XX");

  private static final String ORACLE = "ORA-";

  static boolean isKnown(String code) {
    if (code.startsWith(ORACLE)) {
      return code.length() == ORACLE.length() + 5 && isCode(code, ORACLE.length(), '9');
    }
    return code.length() == 5 && isCode(code, 0, 'Z') && CLASSES.contains(code.substring(0, 2));
  }

  private static boolean isCode(String text, int from, char last) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean letter = c >= 'A' && c <= last;
      if (!digit && !letter) {
        return false;
      }
    }
    return true;
  }

  private SqlStates() {}
}
