// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of the statements seen so far, for one state of the vocabulary: when a word is added
 * or an application goes, so does the cache, and no shape outlives the words it is made of.
 *
 * <p>Bounded in bytes, because both the number of shapes and their length are: at worst {@value
 * #SLOTS} times {@value SqlText#LONGEST} characters. Reading takes no lock. A lost race costs a
 * scan. Statements that differ in what their {@link PlainLiterals} hold share a shape: with their
 * data in the text they never come twice, and would drive out others.
 *
 * <p>Frameworks hand in the same String object again and again. The objects seen last are known by
 * identity, which spares them the hash; they are held weakly, so that none lives longer for it.
 */
final class SqlShapes {

  static final int SLOTS = 1024;
  private static final int WAYS = 4;
  private static final int RECENT = 256;

  /** Hashing a statement of more is no longer cheap, and statements of this size differ anyway. */
  private static final int MOST_CHARS = 16_384;

  private final SqlWords words;
  private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(SLOTS);

  private final AtomicReferenceArray<@Nullable Seen> seen = new AtomicReferenceArray<>(RECENT);

  private static final class Seen extends WeakReference<String> {
    final SqlShape shape;

    Seen(String statement, SqlShape shape) {
      super(statement);
      this.shape = shape;
    }
  }

  private record Entry(StatementHash hash, SqlShape shape) {}

  SqlShapes(SqlWords words) {
    this.words = words;
  }

  SqlShape of(String statement) {
    int hash = statement.hashCode(); // a String remembers it
    int slot = (hash ^ (hash >>> 16)) & (RECENT - 1);
    Seen recent = seen.get(slot);
    if (recent != null && recent.refersTo(statement)) {
      return recent.shape;
    }
    SqlShape shape = cached(statement);
    seen.set(slot, new Seen(statement, shape));
    return shape;
  }

  private SqlShape cached(String statement) {
    if (statement.length() > MOST_CHARS) {
      return SqlScanner.scan(statement, words);
    }
    StatementHash whole = StatementHash.of(statement);
    SqlShape shape = known(whole);
    if (shape != null) {
      return shape;
    }
    StatementHash alike = StatementHash.withoutLiterals(statement);
    shape = alike == null ? null : known(alike);
    if (shape == null) {
      shape = SqlScanner.scan(statement, words);
      StatementHash hash = alike == null ? whole : alike;
      entries.set(victim(hash), new Entry(hash, shape));
    }
    return shape;
  }

  private @Nullable SqlShape known(StatementHash hash) {
    int set = set(hash);
    for (int i = set; i < set + WAYS; i++) {
      Entry entry = entries.get(i);
      if (entry == null) {
        break; // the ways of a set are filled in order and never emptied
      }
      if (entry.hash.first() == hash.first() && entry.hash.second() == hash.second()) {
        return entry.shape;
      }
    }
    return null;
  }

  private static int set(StatementHash hash) {
    return (int) hash.first() & SLOTS - WAYS;
  }

  private int victim(StatementHash hash) {
    int set = set(hash);
    for (int i = set; i < set + WAYS; i++) {
      if (entries.get(i) == null) {
        return i;
      }
    }
    // As good as random.
    return set + (int) (hash.second() & WAYS - 1);
  }

  /**
   * The words of a summary that an instrumentation made, as far as they are operations and names;
   * null when none is.
   */
  @Nullable String summary(String given) {
    StringBuilder summary = new StringBuilder();
    long target = SqlWord.COLLECTION;
    for (String part : given.length() > SqlText.LONGEST ? new String[0] : given.split(" ", -1)) {
      SqlWord word = words.find(part.toCharArray(), 0, part.length());
      boolean operation = word != null && word.is(SqlWord.VERB);
      if (!isName(part) || (word != null && word.keyword() != null && !operation)) {
        break; // of a statement or a text
      }
      if (summary.isEmpty() && !operation) {
        return null; // a summary begins with an operation, a sentence does not
      }
      String known = null;
      if (word != null && operation) {
        known = word.keyword();
        target = word.is(SqlWord.CALL | SqlWord.BLOCK) ? SqlWord.PROCEDURE : SqlWord.COLLECTION;
      } else if (word != null && word.is(target)) {
        known = word.own();
      }
      if (known != null) {
        summary.append(summary.isEmpty() ? "" : " ").append(known);
      }
    }
    return summary.isEmpty() ? null : summary.toString();
  }

  private static boolean isName(String part) {
    boolean name = !part.isEmpty();
    for (int i = 0; name && i < part.length(); i++) {
      name = part.charAt(i) == '.' || SqlQuotes.isWordPart(part.charAt(i));
    }
    return name;
  }
}
