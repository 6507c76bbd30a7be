// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Set;

/**
 * What Datadog would call a span if it ended as it starts. Of use inside the JVM only: a route is
 * not known yet, so the resource of a request holds the path itself. Not an API.
 *
 * @param operation for example {@code http.server.request}
 * @param resource for example {@code GET /patients/4711}
 */
public record Naming(String operation, String resource) {

  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");

  /** Names a span by what a sampler is told of it. */
  public static Naming atStart(String name, SpanKind kind, Attributes attributes) {
    SpanFacts facts = new SpanFacts();
    facts.read(name, kind, attributes, Set.of());
    SpanShape shape = SpanShape.of(facts);
    StringBuilder text = new StringBuilder();
    shape.name(facts, text);
    String operation = text.toString();
    text.setLength(0);
    shape.resource(facts, text);
    String path = attributes.get(PATH);
    if (shape == SpanShape.HTTP_SERVER && !facts.has(KnownAttribute.HTTP_ROUTE) && path != null) {
      text.append(' ').append(path);
    }
    return new Naming(operation, text.toString());
  }
}
