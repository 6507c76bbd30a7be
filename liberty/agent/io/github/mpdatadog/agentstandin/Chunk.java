// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agentstandin;

import java.util.List;

/** The spans of one trace in one payload, at least one, and the bytes they took on the wire. */
record Chunk(List<Span> spans, long bytes) {

  long traceId() {
    return spans.get(0).traceId();
  }
}
