// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.github.mpdatadog.privacy.Vocabulary.Kind;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The texts that came with one owner. By its identity, unlike a WeakHashMap: an owner's equals() is
 * the application's code. Guarded by the vocabulary's lock.
 */
final class OwnedTexts extends WeakReference<Object> {

  final Map<Kind, Set<String>> texts = new EnumMap<>(Kind.class);
  Map<String, String> messages = Map.of();

  OwnedTexts(Object owner, ReferenceQueue<Object> gone) {
    super(owner, gone);
  }

  Set<String> of(Kind kind) {
    return texts.computeIfAbsent(kind, k -> new LinkedHashSet<>());
  }
}
