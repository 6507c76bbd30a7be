// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.github.mpdatadog.KeptSpans;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.http.HttpClient;
import java.util.Collection;
import java.util.List;

/** A real SDK with our propagators and the real gate, and clients that it traces. */
public final class HttpTraces implements AutoCloseable {
  private final KeptSpans kept = new KeptSpans();
  final OpenTelemetrySdk sdk = kept.sdk();

  /** As in an application whose operator says that these hosts are ours. */
  public HttpClient traced(HttpClient client, Collection<String> ours) {
    return new TracingHttpClient(client, new HttpCalls(TraceHeaders.of(sdk, ours)));
  }

  /**
   * The spans as they are made, before the gate, waiting for as many: some end on other threads.
   */
  public List<SpanData> raw(int count) {
    return kept.await(count, any -> true);
  }

  /** The only span, as the gate lets it through. */
  SpanData only() {
    return KeptSpans.redacted(raw(1).get(0));
  }

  @Override
  public void close() {
    kept.close();
  }
}
