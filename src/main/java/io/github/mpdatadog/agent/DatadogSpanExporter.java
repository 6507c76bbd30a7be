// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends spans to a Datadog Agent, as v0.4 MessagePack.
 *
 * <p>The spans must have been redacted: everything that is in them is sent. Sending happens on the
 * caller's thread, which is the SDK's batch thread, never an application's. What the Agent does not
 * take is counted and dropped, never kept and never sent again: an application must not pay for an
 * Agent that is down. Nothing is thrown.
 *
 * <p>Thread-safe; concurrent exports wait for each other. Not an API.
 */
public final class DatadogSpanExporter implements SpanExporter {
  private static final long SHUTDOWN_MILLIS = 250;

  private final ReentrantLock lock = new ReentrantLock();
  private final ExporterStatistics statistics = new ExporterStatistics();
  private final BackOff backOff = new BackOff();
  private final AgentAddress address;
  private final LongSupplier clock;
  private final AgentConnection connection;
  private final RequestHead head;
  private final PayloadEncoder encoder;
  private final AgentWatch watch;
  private volatile boolean shutDown;

  private DatadogSpanExporter(AgentSettings settings, LongSupplier clock) {
    this.clock = clock;
    address = AgentAddress.of(settings.url());
    connection = new AgentConnection(address, settings.connectTimeout(), settings.requestTimeout());
    head = new RequestHead(address, settings, ContainerId.ofThisProcess());
    encoder = new PayloadEncoder(settings);
    watch = new AgentWatch(address);
  }

  /** An exporter that connects when it has something to send. */
  public static DatadogSpanExporter create(AgentSettings settings) {
    return new DatadogSpanExporter(settings, System::nanoTime);
  }

  static DatadogSpanExporter create(AgentSettings settings, LongSupplier clock) {
    return new DatadogSpanExporter(settings, clock);
  }

  /** The bytes in which these spans would be sent, for the self-test of what is before it. */
  public static byte[] encoded(Collection<SpanData> spans) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AgentSettings settings = new AgentSettings(AgentSettings.DEFAULT_URL, 1, Map.of(), "-", "-");
    new PayloadEncoder(settings)
        .encode(
            spans,
            payload -> {
              ByteBuffer body = payload.body();
              byte[] part = new byte[body.remaining()];
              body.get(part);
              bytes.writeBytes(part);
            },
            (reason, lost) -> {});
    return bytes.toByteArray();
  }

  /** Whether a resource's attribute of that name is a tag of every span, and no description. */
  public static boolean isTag(String key) {
    return ResourceTags.isTag(key);
  }

  /** What was sent and lost so far. */
  public ExporterStatistics statistics() {
    return statistics;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    lock.lock();
    try {
      long lostBefore = statistics.droppedSpans();
      if (shutDown) {
        drop(DropReason.SHUTDOWN, spans.size());
      } else if (backOff.isOpen(clock.getAsLong())) {
        drop(DropReason.BACK_OFF, spans.size());
      } else {
        encoder.limit().pass(clock.getAsLong());
        encoder.encode(spans, this::send, this::drop);
      }
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
    return "DatadogSpanExporter{" + address + "}";
  }

  private void send(Payload payload) {
    DropReason failure = backOff.isOpen(clock.getAsLong()) ? DropReason.BACK_OFF : put(payload);
    if (failure == null) {
      backOff.succeeded();
      statistics.sent(payload.spans());
      watch.delivered();
      return;
    }
    if (failure.backsOff) {
      backOff.failed(clock.getAsLong());
    }
    if (failure == DropReason.TOO_LARGE) {
      encoder.limit().refused(clock.getAsLong());
    }
    drop(failure, payload.spans());
  }

  private @Nullable DropReason put(Payload payload) {
    ByteBuffer start = head.of(payload.chunks(), payload.bytes());
    return Outcome.of(() -> connection.exchange(start, payload.body()));
  }

  private void drop(DropReason reason, int spans) {
    statistics.dropped(reason, spans);
    watch.lost(reason, spans, clock.getAsLong());
  }
}
