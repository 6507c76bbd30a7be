// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.github.mpdatadog.privacy.SpanRedactor;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;

/**
 * The gate: every span on its way to any exporter passes the redactor here, on the batch thread. A
 * span that could not be decided does not pass.
 *
 * <p>Thread-safe if the exporter behind it is.
 */
final class RedactingSpanExporter implements SpanExporter {

  private final SpanExporter behind;
  private final SpanRedactor redactor;
  private final Gate gate;
  private final Runnable afterExport;
  private final Runnable atEnd;

  /**
   * @param afterExport run after each batch that passed, on the batch thread
   * @param atEnd run once the exporter behind is shut down; may run more than once
   */
  RedactingSpanExporter(
      SpanExporter behind, SpanRedactor redactor, Gate gate, Runnable afterExport, Runnable atEnd) {
    this.behind = behind;
    this.redactor = redactor;
    this.gate = gate;
    this.afterExport = afterExport;
    this.atEnd = atEnd;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    if (gate.isClosed()) {
      return CompletableResultCode.ofSuccess();
    }
    List<SpanData> redacted = redactor.redact(spans);
    CompletableResultCode result =
        redacted.isEmpty() ? CompletableResultCode.ofSuccess() : behind.export(redacted);
    afterExport.run();
    return result;
  }

  @Override
  public CompletableResultCode flush() {
    return behind.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    try {
      return behind.shutdown();
    } finally {
      atEnd.run();
    }
  }

  @Override
  public String toString() {
    return "RedactingSpanExporter{" + behind.getClass().getSimpleName() + "}";
  }
}
