// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A closed list of texts. What leaves is always the list's own spelling. */
final class Words {

  private final Map<String, String> spellings = new HashMap<>();
  private final @Nullable String other;
  private final boolean anyCase;

  /** Reads {@code A,B} or {@code A,B;_OTHER}. */
  static Words exact(String list) {
    return new Words(list, false);
  }

  static Words anyCase(String list) {
    return new Words(list, true);
  }

  private Words(String list, boolean anyCase) {
    int semicolon = list.indexOf(';');
    this.other = semicolon < 0 ? null : list.substring(semicolon + 1);
    this.anyCase = anyCase;
    for (String word : (semicolon < 0 ? list : list.substring(0, semicolon)).split(",", -1)) {
      if (word.isEmpty()) {
        throw new IllegalArgumentException("Empty word in: " + list);
      }
      if (spellings.put(word, word) != null) {
        throw new IllegalArgumentException("Word given twice: " + word);
      }
      if (anyCase) {
        spellings.putIfAbsent(upper(word), word);
      }
    }
    if (other != null) {
      spellings.put(other, other);
    }
  }

  @Nullable String spelling(String text) {
    String spelling = spellings.get(text);
    if (spelling == null && anyCase) {
      spelling = spellings.get(upper(text));
    }
    return spelling == null ? other : spelling;
  }

  Map<String, String> spellings() {
    return spellings;
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
