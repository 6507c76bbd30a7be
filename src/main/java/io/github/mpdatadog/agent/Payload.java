// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import java.nio.ByteBuffer;

/** One request body: an array of chunks, each an array of spans. Reused; not thread-safe. */
final class Payload {
  private static final int INITIAL_BYTES = 64 * 1024;

  private final MsgPackWriter out = new MsgPackWriter(INITIAL_BYTES);
  private int start;
  private int chunkMark;
  private int chunkStart;
  private int chunkSpans;
  private int chunks;
  private int spans;

  Payload() {
    clear();
  }

  MsgPackWriter out() {
    return out;
  }

  void clear() {
    out.truncate(0);
    start = out.openArray();
    chunks = 0;
    spans = 0;
  }

  void openChunk() {
    chunkMark = out.size();
    chunkStart = out.openArray();
    chunkSpans = 0;
  }

  boolean isChunkEmpty() {
    return chunkSpans == 0;
  }

  void addedSpan() {
    chunkSpans++;
  }

  void closeChunk() {
    if (chunkSpans == 0) {
      out.truncate(chunkMark); // the Agent refuses an empty trace
      return;
    }
    out.close(chunkStart, chunkSpans);
    spans += chunkSpans;
    chunks++;
  }

  int chunks() {
    return chunks;
  }

  int spans() {
    return spans;
  }

  int bytes() {
    return out.size();
  }

  /** The finished body, backed by the buffer itself. */
  ByteBuffer body() {
    out.close(start, chunks);
    return ByteBuffer.wrap(out.array(), 0, out.size());
  }
}
