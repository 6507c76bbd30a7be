// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static java.util.logging.Level.FINE;

import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.telemetry.Retry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.function.LongSupplier;
import java.util.logging.Logger;

/**
 * The first line for every request, matched or not: overwrites the raw path and query that the
 * server put on its span. An attribute cannot be removed, so it becomes empty, and the gate drops
 * it.
 */
@PreMatching
@Priority(0)
final class RawUrlFilter implements ContainerRequestFilter {

  static final AttributeKey<String> URL_PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> URL_QUERY = AttributeKey.stringKey("url.query");

  private static final Logger LOG = Logger.getLogger(RawUrlFilter.class.getName());

  private final Vocabulary vocabulary;
  private final Retry retry;
  private volatile boolean knowsModule;

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  RawUrlFilter(Vocabulary vocabulary, LongSupplier nanoTime) {
    this.vocabulary = vocabulary;
    this.retry = new Retry(nanoTime);
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!knowsModule && retry.isDue()) {
      knowsModule = ServletPaths.isCurrentCollected(this, request, vocabulary);
    }
    try {
      Span span = Span.current();
      if (span.isRecording()) {
        span.setAttribute(URL_PATH, "");
        span.setAttribute(URL_QUERY, "");
      }
    } catch (RuntimeException | LinkageError unusual) {
      // A request must never fail because of its trace; the gate drops what is not verified.
      LOG.log(FINE, "The path of a request is left to the gate: {0}", unusual.getClass());
    }
  }
}
