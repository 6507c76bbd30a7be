// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that were kept, as keys and values in turn. The SDK's own builder sorts and
 * removes duplicates, which is most of the cost of redacting a span and is not needed here.
 */
final class KeptAttributes implements Attributes {

  private final Object[] pairs;

  private KeptAttributes(Object[] pairs) {
    this.pairs = pairs;
  }

  /** A view of what {@link KeptPairs#toArray} gave. */
  static Attributes of(Object[] pairs) {
    return pairs.length == 0 ? Attributes.empty() : new KeptAttributes(pairs);
  }

  @Override
  @SuppressWarnings("unchecked") // a value is added under a key of its own type only
  public <T> @Nullable T get(AttributeKey<T> key) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (key.equals(pairs[i])) {
        return (T) pairs[i + 1];
      }
    }
    return null;
  }

  @Override
  public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
    for (int i = 0; i < pairs.length; i += 2) {
      consumer.accept((AttributeKey<?>) pairs[i], pairs[i + 1]);
    }
  }

  @Override
  public int size() {
    return pairs.length / 2;
  }

  @Override
  public boolean isEmpty() {
    return pairs.length == 0;
  }

  @Override
  public Map<AttributeKey<?>, Object> asMap() {
    Map<AttributeKey<?>, Object> map = new LinkedHashMap<>();
    forEach(map::put);
    return Collections.unmodifiableMap(map);
  }

  @Override
  public AttributesBuilder toBuilder() {
    return Attributes.builder().putAll(this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeptAttributes that && asMap().equals(that.asMap());
  }

  @Override
  public int hashCode() {
    return asMap().hashCode();
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
