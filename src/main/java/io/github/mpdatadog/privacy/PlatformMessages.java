// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of exceptions of the JDK and of Jakarta REST's API, from {@code messages.txt}: a
 * class, then a line for each of its messages, with {@code ?} for what they put in. They count for
 * subclasses, too. What leaves is the line of the table, so a message can choose among these lines
 * and say nothing else.
 */
final class PlatformMessages {

  private static final int MOST = 16_384;

  private static final Map<String, String> BY_CLASS = parse(text());

  /** What remains of a message of that very class, or null. */
  static @Nullable String shape(String className, String message) {
    String joined = BY_CLASS.get(className);
    return joined == null ? null : Recipes.shape(joined, message);
  }

  static Map<String, String> parse(String table) {
    Map<String, List<String>> lines = new HashMap<>();
    List<String> current = new ArrayList<>();
    for (String line : table.split("\n", -1)) {
      if (line.startsWith("java.") || line.startsWith("jakarta.")) {
        current = new ArrayList<>();
        lines.put(line, current);
      } else {
        current.add(line.replace('?', ClassFile.HOLE));
      }
    }
    Map<String, String> joined = new HashMap<>();
    lines.forEach((type, all) -> joined.put(type, Recipes.joined(all, List.of(), MOST)));
    return joined;
  }

  static String text() {
    try (InputStream table = PlatformMessages.class.getResourceAsStream("messages.txt")) {
      return table == null ? "" : new String(table.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      // Without the table every message of the JDK is dropped, which is safe.
      return "";
    }
  }

  private PlatformMessages() {}
}
