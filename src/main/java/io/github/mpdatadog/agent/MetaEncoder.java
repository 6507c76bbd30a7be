// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a span's {@code meta}: every tag is a string. */
final class MetaEncoder {
  private static final byte[] META = MsgPackWriter.encode("meta");
  private static final byte[] TRACE_HIGH = MsgPackWriter.encode("_dd.p.tid");
  private static final byte[] MECHANISM = MsgPackWriter.encode("_dd.p.dm");
  private static final byte[] ORIGIN = MsgPackWriter.encode("_dd.origin");
  private static final byte[] LAST_PARENT = MsgPackWriter.encode("_dd.parent_id");
  private static final byte[] PROPAGATION_ERROR = MsgPackWriter.encode("_dd.propagation_error");
  private static final byte[] BASE_SERVICE = MsgPackWriter.encode("_dd.base_service");
  private static final byte[] RUNTIME_ID = MsgPackWriter.encode("runtime-id");
  private static final byte[] LANGUAGE = MsgPackWriter.encode("language");
  private static final byte[] JVM = MsgPackWriter.encode("jvm");
  private static final byte[] COMPONENT = MsgPackWriter.encode("component");
  private static final byte[] DB_TYPE = MsgPackWriter.encode("db.type");
  private static final byte[] HTTP_URL = MsgPackWriter.encode("http.url");
  private static final byte[] HTTP_HOSTNAME = MsgPackWriter.encode("http.hostname");
  private static final byte[] PEER_HOSTNAME = MsgPackWriter.encode("peer.hostname");
  private static final byte[] OUT_HOST = MsgPackWriter.encode("out.host");
  private static final byte[] ERROR_TYPE = MsgPackWriter.encode("error.type");
  private static final byte[] ERROR_MESSAGE = MsgPackWriter.encode("error.message");
  private static final byte[] ERROR_STACK = MsgPackWriter.encode("error.stack");
  private static final byte[] HAS_EXCEPTION = MsgPackWriter.encode("_dd.span_events.has_exception");
  private static final byte[] LINKS = MsgPackWriter.encode("_dd.span_links");
  private static final byte[] EVENTS = MsgPackWriter.encode("events");
  private static final byte[] INTERNAL = MsgPackWriter.encode("internal");
  private static final byte[] KIND = MsgPackWriter.encode("span.kind");
  private static final Map<SpanKind, byte[]> KINDS = new EnumMap<>(SpanKind.class);

  private static final AttributeKey<String> EXCEPTION_TYPE =
      AttributeKey.stringKey("exception.type");
  private static final AttributeKey<String> EXCEPTION_MESSAGE =
      AttributeKey.stringKey("exception.message");
  private static final AttributeKey<String> EXCEPTION_STACK =
      AttributeKey.stringKey("exception.stacktrace");
  private static final KnownAttribute[] KNOWN = KnownAttribute.values();
  private static final Map<KnownAttribute, byte[]> TAGS = new EnumMap<>(KnownAttribute.class);

  /** Our own scopes are called after their package; its last part is the component. */
  private static final String OWN_SCOPE = "io.github.mpdatadog.";

  static {
    for (SpanKind kind : SpanKind.values()) {
      KINDS.put(kind, MsgPackWriter.encode(kind.name().toLowerCase(Locale.ROOT)));
    }
    for (KnownAttribute attribute : KNOWN) {
      if (attribute.tag != null) {
        TAGS.put(attribute, MsgPackWriter.encode(attribute.tag));
      }
    }
  }

  private final MsgPackWriter out;
  private final SpanFacts facts;
  private final StringBuilder text;
  private final byte[] runtimeId;
  private int start;
  private int count;

  MetaEncoder(MsgPackWriter out, SpanFacts facts, StringBuilder text, String runtimeId) {
    this.out = out;
    this.facts = facts;
    this.text = text;
    this.runtimeId = MsgPackWriter.encode(runtimeId);
  }

  void encode(SpanData span, SpanShape shape, ResourceTags tags, String service, SpanRole role) {
    start = out.size();
    out.raw(META);
    int at = out.openMap();
    count = tags.writeTo(out);
    constant(KIND, KINDS.getOrDefault(facts.kind(), INTERNAL));
    trace(span, role);
    if (!service.equals(tags.services().base())) {
      tag(BASE_SERVICE, tags.services().base(), Limits.NAME);
    }
    component(span.getInstrumentationScopeInfo().getName());
    known();
    peer();
    url(shape);
    events(span.getEvents());
    error(span.getEvents());
    links(span);
    others();
    out.close(at, count);
  }

  private void trace(SpanData span, SpanRole role) {
    if (role.first() && Ids.hasHigh64(span.getTraceId())) {
      out.raw(TRACE_HIGH);
      out.string(span.getTraceId(), 0, 16);
      count++;
    }
    SamplingDecision decision = role.decision();
    if (decision != null) {
      tag(MECHANISM, decision.mechanism(), Limits.VALUE);
      tag(ORIGIN, decision.origin(), Limits.VALUE);
      tag(LAST_PARENT, decision.lastParent(), Limits.VALUE);
      tag(PROPAGATION_ERROR, decision.error(), Limits.VALUE);
    }
    if (role.localRoot()) {
      constant(LANGUAGE, JVM);
      constant(RUNTIME_ID, runtimeId);
    }
  }

  private void component(String scope) {
    if (!scope.isEmpty()) {
      out.raw(COMPONENT);
      out.string(scope, scope.startsWith(OWN_SCOPE) ? OWN_SCOPE.length() : 0, scope.length());
      count++;
    }
  }

  private void known() {
    for (KnownAttribute attribute : KNOWN) {
      byte[] key = TAGS.get(attribute);
      Object value = facts.value(attribute);
      if (key != null && value != null) {
        out.raw(key);
        value(value);
        count++;
      }
    }
    String system = facts.text(KnownAttribute.DB_SYSTEM);
    if (system != null) {
      tag(DB_TYPE, DatabaseSystem.named(system).name(), Limits.VALUE);
    }
  }

  private void peer() {
    String host = facts.text(KnownAttribute.SERVER_ADDRESS);
    if (facts.kind() == SpanKind.SERVER) {
      tag(HTTP_HOSTNAME, host, Limits.VALUE);
    } else {
      tag(PEER_HOSTNAME, host, Limits.VALUE);
      tag(OUT_HOST, host, Limits.VALUE);
    }
  }

  /** The URL that the gate let through, else one made of scheme, host and template alone. */
  private void url(SpanShape shape) {
    String full = facts.text(KnownAttribute.URL_FULL);
    String scheme = facts.text(KnownAttribute.URL_SCHEME);
    String host = facts.text(KnownAttribute.SERVER_ADDRESS);
    if (full != null) {
      tag(HTTP_URL, full, Limits.VALUE);
    } else if (scheme != null && host != null) {
      text.setLength(0);
      text.append(scheme).append("://").append(host);
      if (facts.value(KnownAttribute.SERVER_PORT) instanceof Long port
          && !isDefault(scheme, port)) {
        text.append(':').append(port.longValue());
      }
      String template =
          facts.text(
              shape == SpanShape.HTTP_SERVER
                  ? KnownAttribute.HTTP_ROUTE
                  : KnownAttribute.URL_TEMPLATE);
      if (template != null) {
        text.append(template.startsWith("/") ? "" : "/").append(template);
      }
      tag(HTTP_URL, text, Limits.VALUE);
    }
  }

  private static boolean isDefault(String scheme, long port) {
    return port == (scheme.equals("https") ? 443 : 80);
  }

  private void events(List<EventData> events) {
    text.setLength(0);
    JsonText.events(events, text);
    if (text.length() > JsonText.EMPTY) {
      tag(EVENTS, text, Limits.VALUE);
    }
  }

  /** The last exception becomes the span's error. Of its message the gate left the constants. */
  private void error(List<EventData> events) {
    EventData exception = null;
    for (int i = 0; i < events.size(); i++) {
      exception = JsonText.isException(events.get(i)) ? events.get(i) : exception;
    }
    String type = facts.text(KnownAttribute.ERROR_TYPE);
    if (exception != null) {
      String thrown = exception.getAttributes().get(EXCEPTION_TYPE);
      type = thrown != null ? thrown : type;
      tag(ERROR_MESSAGE, exception.getAttributes().get(EXCEPTION_MESSAGE), Limits.VALUE);
      tag(ERROR_STACK, exception.getAttributes().get(EXCEPTION_STACK), Limits.VALUE);
      tag(HAS_EXCEPTION, "true", Limits.VALUE);
    }
    tag(ERROR_TYPE, type, Limits.VALUE);
  }

  private void links(SpanData span) {
    if (!span.getLinks().isEmpty()) {
      text.setLength(0);
      JsonText.links(span.getLinks(), text);
      tag(LINKS, text, Limits.VALUE);
    }
  }

  private void others() {
    for (int i = 0; i < facts.others(); i++) {
      Object value = facts.otherValue(i);
      if (!(value instanceof Long || value instanceof Double)) {
        out.string(facts.otherKey(i).getKey(), Limits.KEY);
        value(value);
        count++;
      }
    }
  }

  private void value(Object value) {
    int limit = out.size() - start > Limits.SPAN_BYTES ? Limits.VALUE_OF_HUGE_SPAN : Limits.VALUE;
    if (value instanceof String string) {
      out.string(string, limit);
    } else {
      text.setLength(0);
      if (value instanceof List<?> list) {
        JsonText.array(list, text);
      } else {
        text.append(value);
      }
      out.string(text, limit);
    }
  }

  private void constant(byte[] key, byte[] value) {
    out.raw(key);
    out.raw(value);
    count++;
  }

  private void tag(byte[] key, @Nullable CharSequence value, int limit) {
    if (value != null && value.length() > 0) {
      out.raw(key);
      out.string(value, limit);
      count++;
    }
  }
}
