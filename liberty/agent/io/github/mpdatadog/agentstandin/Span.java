// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agentstandin;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One span as it came over the wire.
 *
 * @param start nanoseconds since 1970
 * @param duration nanoseconds
 * @param extra every field that has no place of its own here (links, events, unknown keys): what
 *     was received is shown, not only what was expected
 */
public record Span(
    long traceId,
    long spanId,
    long parentId,
    String service,
    String name,
    String resource,
    String type,
    long start,
    long duration,
    boolean error,
    Map<String, String> meta,
    Map<String, Number> metrics,
    Map<String, Object> extra) {

  long end() {
    return start + Math.max(0, duration);
  }

  /** The status code, which native tracers send as text and others as a number. */
  public String httpStatus() {
    String text = meta.get("http.status_code");
    Number number = metrics.get("http.status_code");
    return text != null ? text : number == null ? "" : String.valueOf(number.intValue());
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    // As text: a 64 bit id does not fit a JavaScript number.
    json.put("spanId", Trace.hex(spanId));
    json.put("parentId", Trace.hex(parentId));
    json.put("service", service);
    json.put("name", name);
    json.put("resource", resource);
    json.put("type", type);
    json.put("start", String.valueOf(start));
    json.put("duration", duration);
    json.put("error", error);
    json.put("meta", meta);
    json.put("metrics", metrics);
    json.put("extra", extra);
    return json;
  }
}
