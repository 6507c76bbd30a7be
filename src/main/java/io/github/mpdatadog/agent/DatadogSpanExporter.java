// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends spans to a Datadog Agent, as v0.4 MessagePack.
 *
 * <p>The spans must have been redacted: everything that is in them is sent. Sending happens on the
 * caller's thread, which is the SDK's batch thread, never an application's. What the Agent does not
 * take is counted and dropped, never kept and never sent again: an application must not pay for an
 * Agent that is down. Nothing is thrown.
 *
 * <p>Thread-safe; concurrent exports wait for each other.
 */
public final class DatadogSpanExporter implements SpanExporter {
  private static final Logger LOGGER = Logger.getLogger(DatadogSpanExporter.class.getName());
  private static final int PAYLOAD_LIMIT = 1024 * 1024;
  private static final int SMALLEST_LIMIT = 64 * 1024;
  private static final long SHUTDOWN_MILLIS = 250;

  private final ReentrantLock lock = new ReentrantLock();
  private final ExporterStatistics statistics = new ExporterStatistics();
  private final BackOff backOff = new BackOff();
  private final Payload payload = new Payload();
  private final AgentSettings settings;
  private final LongSupplier clock;
  private final AgentConnection connection;
  private final RequestHead head;
  private final SpanEncoder encoder;
  private final AgentWatch watch;
  private @Nullable ResourceTags tags;
  private int payloadLimit = PAYLOAD_LIMIT;
  private boolean encodingFailed;
  private volatile boolean shutDown;

  private DatadogSpanExporter(AgentSettings settings, LongSupplier clock) {
    this.settings = settings;
    this.clock = clock;
    AgentAddress address = AgentAddress.of(settings.url());
    connection = new AgentConnection(address, settings.connectTimeout(), settings.requestTimeout());
    head = new RequestHead(address, settings, ContainerId.ofThisProcess());
    encoder = new SpanEncoder(payload.out(), settings);
    watch = new AgentWatch(address);
  }

  /** An exporter that connects when it has something to send. */
  public static DatadogSpanExporter create(AgentSettings settings) {
    return new DatadogSpanExporter(settings, System::nanoTime);
  }

  static DatadogSpanExporter create(AgentSettings settings, LongSupplier clock) {
    return new DatadogSpanExporter(settings, clock);
  }

  /** What was sent and lost so far. */
  public ExporterStatistics statistics() {
    return statistics;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    lock.lock();
    try {
      if (shutDown) {
        return drop(DropReason.SHUTDOWN, spans.size());
      }
      if (backOff.isOpen(clock.getAsLong())) {
        return drop(DropReason.BACK_OFF, spans.size());
      }
      long lostBefore = statistics.droppedSpans();
      payload.clear();
      for (TraceChunk chunk : TraceChunk.group(spans)) {
        append(chunk);
      }
      send();
      return statistics.droppedSpans() == lostBefore
          ? CompletableResultCode.ofSuccess()
          : CompletableResultCode.ofFailure();
    } finally {
      if (shutDown) {
        connection.close(); // shutdown() did not wait for us
      }
      lock.unlock();
    }
  }

  /** Nothing is kept between exports, so there is nothing to flush. */
  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  /** Ends a running request and closes the connection. */
  @Override
  public CompletableResultCode shutdown() {
    shutDown = true;
    connection.abort();
    try {
      if (lock.tryLock(SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS)) {
        try {
          connection.close();
        } finally {
          lock.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // export() closes the connection when it ends
    }
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public String toString() {
    return "DatadogSpanExporter{" + AgentAddress.of(settings.url()) + "}";
  }

  private void append(TraceChunk chunk) {
    chunk.name(span -> tagsOf(span).services().of(span));
    payload.openChunk();
    for (int i = 0; i < chunk.size(); i++) {
      append(chunk, i);
      if (payload.bytes() >= payloadLimit) {
        payload.closeChunk();
        send();
        payload.openChunk();
      }
    }
    payload.closeChunk();
  }

  private void append(TraceChunk chunk, int index) {
    SpanData span = chunk.span(index);
    int before = payload.bytes();
    DropReason obstacle = null;
    // The Agent drops a whole trace for one zero id.
    if (Ids.low64(span.getTraceId()) == 0 || Ids.of(span.getSpanId()) == 0) {
      obstacle = DropReason.NOT_ENCODABLE;
    } else {
      try {
        encoder.encode(
            span,
            tagsOf(span),
            chunk.service(index),
            chunk.isTopLevel(index),
            payload.isChunkEmpty());
        if (payload.bytes() - before > payloadLimit) {
          obstacle = DropReason.TOO_LARGE;
        }
      } catch (RuntimeException e) {
        report(e);
        obstacle = DropReason.NOT_ENCODABLE;
      }
    }
    if (obstacle == null) {
      payload.addedSpan();
    } else {
      payload.out().truncate(before);
      drop(obstacle, 1);
    }
  }

  private ResourceTags tagsOf(SpanData span) {
    ResourceTags last = tags;
    if (last == null || !last.isOf(span.getResource())) {
      last = new ResourceTags(span.getResource(), settings.serviceMapping());
      tags = last;
    }
    return last;
  }

  private void send() {
    int spans = payload.spans();
    if (spans > 0) {
      DropReason failure = backOff.isOpen(clock.getAsLong()) ? DropReason.BACK_OFF : put();
      if (failure == null) {
        backOff.succeeded();
        statistics.sent(payload.chunks(), spans, payload.bytes());
        watch.delivered();
      } else {
        if (failure.backsOff) {
          backOff.failed(clock.getAsLong());
        }
        if (failure == DropReason.TOO_LARGE) {
          payloadLimit = Math.max(SMALLEST_LIMIT, payloadLimit / 2);
        }
        drop(failure, spans);
      }
    }
    payload.clear();
  }

  private @Nullable DropReason put() {
    return Outcome.of(
        () -> connection.exchange(head.of(payload.chunks(), payload.bytes()), payload.body()));
  }

  private CompletableResultCode drop(DropReason reason, int spans) {
    statistics.dropped(reason, spans);
    watch.lost(reason, spans, clock.getAsLong());
    return CompletableResultCode.ofFailure();
  }

  /** Our own defect. Only the exception's class: its message may quote the span. */
  private void report(RuntimeException e) {
    if (!encodingFailed) {
      encodingFailed = true;
      LOGGER.log(
          Level.SEVERE,
          "MPDD0303E: A span could not be encoded and was dropped: {0} in the exporter. Report this"
              + " to the authors of microprofile-datadog; later ones are only counted.",
          e.getClass().getName());
    }
  }
}
