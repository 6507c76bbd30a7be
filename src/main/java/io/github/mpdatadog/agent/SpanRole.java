// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * What a span is to its trace.
 *
 * @param localRoot whether its parent, if any, is in another process
 * @param first whether it is the first of its chunk
 * @param topLevel whether it enters a service
 * @param decision on the spans that speak for the trace: local roots, and the first of a chunk
 *     whose root was sent before or comes later; else null
 */
record SpanRole(
    boolean localRoot, boolean first, boolean topLevel, @Nullable SamplingDecision decision) {

  private static final SpanRole CHILD = new SpanRole(false, false, false, null);
  private static final SpanRole TOP_LEVEL_CHILD = new SpanRole(false, false, true, null);

  static SpanRole of(SpanData span, boolean first, boolean topLevel) {
    boolean localRoot = isLocalRoot(span);
    if (localRoot || first) {
      return new SpanRole(localRoot, first, topLevel, SamplingDecision.of(span));
    }
    return topLevel ? TOP_LEVEL_CHILD : CHILD;
  }

  static boolean isLocalRoot(SpanData span) {
    SpanContext parent = span.getParentSpanContext();
    return !parent.isValid() || parent.isRemote();
  }
}
