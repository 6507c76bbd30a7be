// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of the container this process runs in, so that the Agent can add the container's tags.
 *
 * <p>Only where {@code /proc/self/cgroup} says it (cgroup v1, or v2 with the host's namespace).
 * Elsewhere nothing is guessed.
 */
final class ContainerId {
  private static final Path CGROUP = Path.of("/proc/self/cgroup");

  private static final Pattern ID =
      Pattern.compile(
          "(?:[0-9a-f]{64}|[0-9a-f]{32}-\\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){4})(?:\\.scope)?$",
          Pattern.MULTILINE);

  private ContainerId() {}

  static @Nullable String ofThisProcess() {
    try {
      return parse(Files.readString(CGROUP));
    } catch (IOException | SecurityException e) {
      return null; // not Linux, or not allowed to look: the tags are a nicety
    }
  }

  static @Nullable String parse(String cgroup) {
    Matcher matcher = ID.matcher(cgroup);
    return matcher.find() ? matcher.group().replace(".scope", "") : null;
  }
}
