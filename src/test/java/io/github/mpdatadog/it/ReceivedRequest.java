// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One request as the receiver got it: the bytes are what left the JVM, nothing is interpreted. */
record ReceivedRequest(String method, String path, Map<String, List<String>> headers, byte[] body) {

  String header(String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(header -> String.join(",", header.getValue()))
        .findFirst()
        .orElse("");
  }

  /** Request line and header fields: an identifier in a header has left the JVM as well. */
  byte[] head() {
    StringBuilder head = new StringBuilder(method).append(' ').append(path).append('\n');
    headers.forEach((name, values) -> head.append(name).append(": ").append(values).append('\n'));
    return head.toString().getBytes(StandardCharsets.UTF_8);
  }
}
