// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

/** Header families that carry a trace between services, by Datadog's names for them. */
public enum PropagationStyle {
  /** {@code x-datadog-trace-id} and its companions. */
  DATADOG,
  /** W3C Trace Context: {@code traceparent} and {@code tracestate}. */
  TRACECONTEXT,
  /** B3 in one header. */
  B3SINGLE,
  /** B3 in a header for each part. */
  B3MULTI,
  /** W3C Baggage, as far as {@code dd.privacy.baggage.allow} declares it. */
  BAGGAGE
}
