// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that were kept, in one array. The SDK's own builder sorts and removes duplicates,
 * which is most of the cost of redacting a span and is not needed here.
 */
final class KeptAttributes implements Attributes {

  /** As many as the SDK keeps on a span by default; a policy's own keys are never more. */
  private static final int MOST = 128;

  private @Nullable Object[] pairs;
  private int length;

  KeptAttributes(int sizeHint) {
    // A route and a path, or three of a statement, may appear that were not there before.
    pairs = new Object[2 * (Math.min(Math.max(sizeHint, 0), MOST) + 3)];
  }

  /** Only while the span is being decided; nothing outside this package can add. */
  void add(AttributeKey<?> key, Object value) {
    if (length >= 2 * MOST) {
      return;
    }
    if (length == pairs.length) {
      pairs = Arrays.copyOf(pairs, length * 2);
    }
    pairs[length] = key;
    pairs[length + 1] = value;
    length += 2;
  }

  /** Gives how many it had. */
  int remove(Role role) {
    int to = 0;
    for (int from = 0; from < length; from += 2) {
      if (pairs[from] instanceof AttributeKey<?> key && Role.of(key.getKey()) == role) {
        continue;
      }
      pairs[to] = pairs[from];
      pairs[to + 1] = pairs[from + 1];
      to += 2;
    }
    Arrays.fill(pairs, to, length, null);
    int removed = (length - to) / 2;
    length = to;
    return removed;
  }

  @Override
  @SuppressWarnings("unchecked") // a value is added under a key of its own type only
  public <T> @Nullable T get(AttributeKey<T> key) {
    for (int i = 0; i < length; i += 2) {
      if (key.equals(pairs[i])) {
        return (T) pairs[i + 1];
      }
    }
    return null;
  }

  @Override
  @SuppressWarnings("NullAway") // only the unused tail of the array holds null
  public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
    for (int i = 0; i < length; i += 2) {
      consumer.accept((AttributeKey<?>) pairs[i], pairs[i + 1]);
    }
  }

  @Override
  public int size() {
    return length / 2;
  }

  @Override
  public boolean isEmpty() {
    return length == 0;
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
