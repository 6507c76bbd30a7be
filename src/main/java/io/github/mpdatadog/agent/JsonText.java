// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import java.util.List;

/**
 * The tags that hold JSON: arrays, links and events.
 *
 * <p>Each is at most {@link Limits#VALUE} long and still whole: elements that do not fit are left
 * out, because half a JSON text is of no use.
 */
final class JsonText {
  /** The length of an array without elements. */
  static final int EMPTY = "[]".length();

  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  static void array(List<?> values, StringBuilder to) {
    to.append('[');
    for (Object value : values) {
      int before = to.length();
      comma(to);
      value(value, to);
      if (!fits(before, to)) {
        break;
      }
    }
    to.append(']');
  }

  static void links(List<LinkData> links, StringBuilder to) {
    to.append('[');
    for (LinkData link : links) {
      if (link.getSpanContext().isValid()) {
        int before = to.length();
        comma(to);
        link(link, to);
        if (!fits(before, to)) {
          break;
        }
      }
    }
    to.append(']');
  }

  /** Without exceptions: they are tags of the span. */
  static void events(List<EventData> events, StringBuilder to) {
    to.append('[');
    for (int i = 0; i < events.size(); i++) { // an iterator for each span would be garbage
      EventData event = events.get(i);
      if (!isException(event)) {
        int before = to.length();
        comma(to);
        event(event, to);
        if (!fits(before, to)) {
          break;
        }
      }
    }
    to.append(']');
  }

  static boolean isException(EventData event) {
    return event.getName().equals("exception");
  }

  private static void event(EventData event, StringBuilder to) {
    to.append("{\"time_unix_nano\":").append(event.getEpochNanos()).append(",\"name\":");
    quoted(event.getName(), to);
    attributes(event.getAttributes(), false, to);
    to.append('}');
  }

  private static void link(LinkData link, StringBuilder to) {
    to.append("{\"trace_id\":\"").append(link.getSpanContext().getTraceId());
    to.append("\",\"span_id\":\"").append(link.getSpanContext().getSpanId());
    to.append("\",\"flags\":").append(link.getSpanContext().getTraceFlags().asByte() & 0xff);
    attributes(link.getAttributes(), true, to);
    to.append('}');
  }

  /** Of links every value is a string, and arrays are flattened to {@code key.0}, {@code key.1}. */
  private static void attributes(Attributes attributes, boolean flat, StringBuilder to) {
    if (attributes.isEmpty()) {
      return;
    }
    to.append(",\"attributes\":{");
    attributes.forEach((key, value) -> attribute(key, value, flat, to));
    to.append('}');
  }

  private static void attribute(AttributeKey<?> key, Object value, boolean flat, StringBuilder to) {
    if (flat && value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        entry(key.getKey() + "." + i, list.get(i).toString(), to);
      }
    } else {
      entry(key.getKey(), flat ? value.toString() : value, to);
    }
  }

  private static void entry(String key, Object value, StringBuilder to) {
    if (to.charAt(to.length() - 1) != '{') {
      to.append(',');
    }
    quoted(key, to);
    to.append(':');
    if (value instanceof List<?> list) {
      array(list, to);
    } else {
      value(value, to);
    }
  }

  private static void value(Object value, StringBuilder to) {
    if (value instanceof Long || value instanceof Boolean || isFinite(value)) {
      to.append(value);
    } else {
      quoted(value.toString(), to);
    }
  }

  private static boolean isFinite(Object value) {
    return value instanceof Double number && Double.isFinite(number);
  }

  private static void quoted(String text, StringBuilder to) {
    to.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        to.append('\\').append(c);
      } else if (c < ' ') {
        to.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        to.append(c);
      }
    }
    to.append('"');
  }

  private static void comma(StringBuilder to) {
    if (to.charAt(to.length() - 1) != '[') {
      to.append(',');
    }
  }

  /** Takes the last element back if the text is too long now. */
  private static boolean fits(int before, StringBuilder to) {
    if (to.length() < Limits.VALUE) {
      return true;
    }
    to.setLength(before);
    return false;
  }
}
