// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agentstandin;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The answer to a search.
 *
 * @param requests how many were searched
 * @param dropped how many were received but not searched, because memory is bounded
 */
public record Findings(int requests, long bytes, long dropped, List<Match> matches) {

  /** In the how-manieth request the identifier was, and in which encodings. */
  public record Match(long request, Set<String> encodings) {

    Map<String, Object> toJson() {
      return Map.of("request", request, "encodings", encodings);
    }
  }

  Map<String, Object> toJson() {
    return Map.of(
        "requests", requests,
        "bytes", bytes,
        "dropped", dropped,
        "found", matches.size(),
        "matches", matches.stream().map(Match::toJson).toList());
  }
}
