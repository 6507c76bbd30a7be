// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One span's attributes, sorted in a single pass into those the mapping knows and the rest.
 *
 * <p>Reused for every span, so that looking at a span leaves no garbage. Not thread-safe.
 */
final class SpanFacts implements BiConsumer<AttributeKey<?>, Object> {
  private final Map<KnownAttribute, Object> known = new EnumMap<>(KnownAttribute.class);
  private final Set<KnownAttribute> current = EnumSet.noneOf(KnownAttribute.class);
  private AttributeKey<?>[] otherKeys = new AttributeKey<?>[32];
  private Object[] otherValues = new Object[32];
  private int others;
  private Set<String> taken = Set.of();

  private SpanKind kind = SpanKind.INTERNAL;
  private String name = "";

  /** Reads the span; attributes named in {@code taken} are left out. */
  void read(SpanData span, Set<String> taken) {
    read(span.getName(), span.getKind(), span.getAttributes(), taken);
  }

  void read(String name, SpanKind kind, Attributes attributes, Set<String> taken) {
    known.clear();
    current.clear();
    Arrays.fill(otherValues, 0, others, "");
    others = 0;
    this.taken = taken;
    this.kind = kind;
    this.name = name;
    attributes.forEach(this);
  }

  @Override
  public void accept(AttributeKey<?> key, Object value) {
    String text = key.getKey();
    KnownAttribute attribute = KnownAttribute.named(text);
    if (attribute != null) {
      if (!current.contains(attribute)) {
        known.put(attribute, value);
        if (attribute.isCurrent(text)) {
          current.add(attribute);
        }
      }
    } else if (text.charAt(0) != '_' && !taken.contains(text)) {
      // A leading underscore is Datadog's own room: the Agent trusts what it finds there.
      addOther(key, value);
    }
  }

  SpanKind kind() {
    return kind;
  }

  String name() {
    return name;
  }

  /** The value as it is, or null if the span does not have the attribute. */
  @Nullable Object value(KnownAttribute attribute) {
    return known.get(attribute);
  }

  /** The value if it is a text that is not empty, else null. */
  @Nullable String text(KnownAttribute attribute) {
    return known.get(attribute) instanceof String text && !text.isEmpty() ? text : null;
  }

  boolean has(KnownAttribute attribute) {
    return text(attribute) != null;
  }

  int others() {
    return others;
  }

  AttributeKey<?> otherKey(int index) {
    return otherKeys[index];
  }

  Object otherValue(int index) {
    return otherValues[index];
  }

  private void addOther(AttributeKey<?> key, Object value) {
    if (others == otherKeys.length) {
      otherKeys = Arrays.copyOf(otherKeys, 2 * others);
      otherValues = Arrays.copyOf(otherValues, 2 * others);
    }
    otherKeys[others] = key;
    otherValues[others++] = value;
  }
}
