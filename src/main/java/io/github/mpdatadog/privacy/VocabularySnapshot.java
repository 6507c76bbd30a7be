// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.github.mpdatadog.privacy.Vocabulary.Kind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The vocabulary at one moment, laid out for reading. Immutable. */
final class VocabularySnapshot {

  static final VocabularySnapshot EMPTY = of(List.of(), List.of());

  private final Map<Kind, Map<String, String>> byKind;
  private final List<Map<String, String>> messages;
  private final ServletPatterns patterns;
  private volatile @Nullable SqlShapes sql;

  private VocabularySnapshot(
      Map<Kind, Map<String, String>> byKind,
      List<Map<String, String>> messages,
      @Nullable ServletPatterns patterns) {
    this.byKind = byKind;
    this.messages = messages;
    this.patterns =
        patterns != null ? patterns : ServletPatterns.of(texts(Kind.SERVLET_PATTERN).keySet());
  }

  static VocabularySnapshot of(
      List<Map<Kind, Set<String>>> owners, List<Map<String, String>> messages) {
    Map<Kind, Map<String, String>> merged = new EnumMap<>(Kind.class);
    for (Map<Kind, Set<String>> owner : owners) {
      owner.forEach(
          (kind, texts) -> {
            Map<String, String> all = merged.computeIfAbsent(kind, k -> new HashMap<>());
            texts.forEach(text -> all.put(text, text));
          });
    }
    return new VocabularySnapshot(merged, messages, null);
  }

  /** The same with other texts of one kind; what is not made of them is kept. */
  VocabularySnapshot with(Kind kind, List<Set<String>> owners) {
    Map<String, String> texts = new HashMap<>();
    for (Set<String> owner : owners) {
      owner.forEach(text -> texts.put(text, text));
    }
    Map<Kind, Map<String, String>> merged = new EnumMap<>(Kind.class);
    merged.putAll(byKind);
    merged.put(kind, texts);
    VocabularySnapshot changed =
        new VocabularySnapshot(merged, messages, kind == Kind.SERVLET_PATTERN ? null : patterns);
    if (kind != Kind.COLLECTION && kind != Kind.PROCEDURE && kind != Kind.COLUMN) {
      changed.sql = sql;
    }
    return changed;
  }

  @Nullable String known(Kind kind, String text) {
    return texts(kind).get(text);
  }

  @Nullable String patternFor(String path) {
    return patterns.match(path);
  }

  /** Two applications may each have a class of this name. */
  @Nullable String shape(String className, String message) {
    for (Map<String, String> recipes : messages) {
      String joined = recipes.get(className);
      String shape = joined == null ? null : Recipes.shape(joined, message);
      if (shape != null) {
        return shape;
      }
    }
    return null;
  }

  /** Made when the first statement comes: many a snapshot is replaced before that. */
  SqlShapes sql() {
    SqlShapes made = sql;
    if (made == null) {
      made =
          new SqlShapes(
              new SqlWords(
                  texts(Kind.COLLECTION).keySet(),
                  texts(Kind.PROCEDURE).keySet(),
                  texts(Kind.COLUMN).keySet()));
      sql = made;
    }
    return made;
  }

  private Map<String, String> texts(Kind kind) {
    return byKind.getOrDefault(kind, Map.of());
  }
}
