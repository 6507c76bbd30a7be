// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Turns a batch into payloads of about as many bytes as its limit says.
 *
 * <p>Holds one payload at a time, in a buffer that is reused. Not thread-safe.
 */
final class PayloadEncoder {
  private static final Logger LOGGER = Logger.getLogger(PayloadEncoder.class.getName());

  /** Is told of spans that are in no payload. */
  @FunctionalInterface
  interface Losses {
    void lost(DropReason reason, int spans);
  }

  private final Payload payload = new Payload();
  private final AgentSettings settings;
  private final PayloadLimit limit = new PayloadLimit();
  private final SpanEncoder encoder;
  private @Nullable ResourceTags tags;
  private boolean reported;

  PayloadEncoder(AgentSettings settings) {
    this.settings = settings;
    encoder = new SpanEncoder(payload.out(), settings);
  }

  /** To be told of time and of what was refused. */
  PayloadLimit limit() {
    return limit;
  }

  /** Hands out each payload when it is full; it is valid during that call only. */
  void encode(Collection<SpanData> batch, Consumer<Payload> full, Losses losses) {
    payload.clear();
    for (TraceChunk chunk : TraceChunk.group(batch)) {
      append(chunk, full, losses);
    }
    flush(full);
  }

  private void append(TraceChunk chunk, Consumer<Payload> full, Losses losses) {
    try {
      chunk.assignServices(span -> tagsOf(span).services());
    } catch (RuntimeException e) {
      report(e);
      losses.lost(DropReason.NOT_ENCODABLE, chunk.size());
      return;
    }
    payload.openChunk();
    for (int i = 0; i < chunk.size(); i++) {
      int before = payload.bytes();
      DropReason obstacle = append(chunk, i);
      if (obstacle != null) {
        payload.out().truncate(before);
        losses.lost(obstacle, 1);
        continue;
      }
      payload.addedSpan();
      if (payload.bytes() >= limit.bytes()) {
        payload.closeChunk();
        flush(full);
        payload.openChunk();
      }
    }
    payload.closeChunk();
  }

  private @Nullable DropReason append(TraceChunk chunk, int index) {
    SpanData span = chunk.span(index);
    int before = payload.bytes();
    try {
      if (Ids.low64(span.getTraceId()) == 0 || Ids.of(span.getSpanId()) == 0) {
        return DropReason.NOT_ENCODABLE; // the Agent drops a whole trace for one zero id
      }
      encoder.encode(
          span,
          tagsOf(span),
          chunk.service(index),
          chunk.isTopLevel(index),
          payload.isChunkEmpty());
    } catch (RuntimeException e) {
      report(e);
      return DropReason.NOT_ENCODABLE;
    }
    return payload.bytes() - before > limit.bytes() ? DropReason.TOO_LARGE : null;
  }

  private void flush(Consumer<Payload> full) {
    if (payload.spans() > 0) {
      full.accept(payload);
    }
    payload.clear();
  }

  private ResourceTags tagsOf(SpanData span) {
    ResourceTags last = tags;
    if (last == null || !last.isOf(span.getResource())) {
      last = new ResourceTags(span.getResource(), settings.serviceMapping());
      tags = last;
    }
    return last;
  }

  /** Our own defect. Only the exception's class: its message may quote the span. */
  private void report(RuntimeException e) {
    if (!reported) {
      reported = true;
      LOGGER.log(
          Level.SEVERE,
          "MPDD0303E: A span could not be encoded and was dropped: {0} in the exporter. Report this"
              + " to the authors of microprofile-datadog; later ones are only counted.",
          e.getClass().getName());
    }
  }
}
