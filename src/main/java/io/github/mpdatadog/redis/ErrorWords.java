// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words that Redis begins its errors with. Scripts make errors of their own, so the list is
 * closed; the policy has the same one.
 */
final class ErrorWords {

  private static final Map<String, String> WORDS =
      Stream.of(
              "ASK",
              "BUSY",
              "BUSYGROUP",
              "BUSYKEY",
              "CLUSTERDOWN",
              "CROSSSLOT",
              "ERR",
              "EXECABORT",
              "IOERR",
              "LOADING",
              "MASTERDOWN",
              "MISCONF",
              "MOVED",
              "NOAUTH",
              "NOGROUP",
              "NOPERM",
              "NOPROTO",
              "NOREPLICAS",
              "NOSCRIPT",
              "NOTBUSY",
              "OOM",
              "READONLY",
              "STALE",
              "TRYAGAIN",
              "UNBLOCKED",
              "UNKILLABLE",
              "WRONGPASS",
              "WRONGTYPE")
          .collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity()));

  /** The first word of an error, from our own list; null if it is not there. */
  static @Nullable String first(@Nullable String error) {
    if (error == null) {
      return null;
    }
    int end = error.indexOf(' ');
    return WORDS.get(end < 0 ? error : error.substring(0, end));
  }

  static Set<String> all() {
    return WORDS.keySet();
  }

  /** Another node of the cluster has the key: the client asks there. */
  static boolean isRedirection(@Nullable String word) {
    return "MOVED".equals(word) || "ASK".equals(word);
  }

  private ErrorWords() {}
}
