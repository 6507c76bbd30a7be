// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.api.common.AttributeKey;
import java.util.ArrayList;
import java.util.List;

/** Keys and values in turn, while it is being decided what is kept. */
final class KeptPairs {

  /** As many as the SDK keeps on a span by default; a policy's own keys are never more. */
  private static final int MOST = 128;

  private final List<Object> pairs = new ArrayList<>();

  void add(AttributeKey<?> key, Object value) {
    if (pairs.size() < 2 * MOST) {
      pairs.add(key);
      pairs.add(value);
    }
  }

  /** Gives how many it had. */
  int remove(Role role) {
    int removed = 0;
    for (int at = pairs.size() - 2; at >= 0; at -= 2) {
      if (pairs.get(at) instanceof AttributeKey<?> key && Role.of(key.getKey()) == role) {
        pairs.subList(at, at + 2).clear();
        removed++;
      }
    }
    return removed;
  }

  void clear() {
    pairs.clear();
  }

  /** For {@link KeptAttributes#of}. */
  Object[] toArray() {
    return pairs.toArray();
  }
}
