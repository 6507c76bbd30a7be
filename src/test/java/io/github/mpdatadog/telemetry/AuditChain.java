// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an auditor does with the lines of one run of one application: as the README tells it. */
public final class AuditChain {

  private static final Pattern LINE =
      Pattern.compile(".*MPDD0016I: (.*, previous=([0-9a-f]{64})), chain=([0-9a-f]{64})");

  /** The lines that do not follow from the one before, or were altered. */
  public static List<String> broken(List<String> lines) {
    List<String> broken = new ArrayList<>();
    String previous = "0".repeat(64);
    for (String line : lines) {
      Matcher parts = LINE.matcher(line);
      boolean follows =
          parts.matches()
              && parts.group(2).equals(previous)
              && parts.group(3).equals(sha256(parts.group(1)));
      if (!follows) {
        broken.add(line);
      }
      previous = parts.matches() ? parts.group(3) : previous;
    }
    return broken;
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private AuditChain() {}
}
