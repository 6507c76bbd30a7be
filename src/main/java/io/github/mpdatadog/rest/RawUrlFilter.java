// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.github.mpdatadog.privacy.Vocabulary;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

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

  private final Vocabulary vocabulary;
  private volatile boolean knowsModule;

  RawUrlFilter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!knowsModule) {
      knowsModule = true;
      ServletPaths.collectCurrent(this, request, vocabulary);
    }
    Span span = Span.current();
    if (span.isRecording()) {
      span.setAttribute(URL_PATH, "");
      span.setAttribute(URL_QUERY, "");
    }
  }
}
