// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the distinct values of a subject, an attribute or a family of names, and closes it for
 * good when there are too many: an identifier betrays itself by their number, whatever was declared
 * about it.
 *
 * <p>Thread-safe; one thread exports, so the lock is free. It holds keyed hashes, never a value, no
 * more than the limit for a subject, and makes no object for a value that it has seen.
 */
final class Tripwire {

  static final int DEFAULT_LIMIT = 200;

  /** More than configuration and code can name; beyond it nothing more is admitted. */
  private static final int MOST_SUBJECTS = 1_024;

  private static final long KEY = new SecureRandom().nextLong();

  private final int limit;
  private final Ledger ledger;
  private final Map<String, Values> subjects = new HashMap<>();

  Tripwire(int limit, Ledger ledger) {
    this.limit = limit;
    this.ledger = ledger;
  }

  /** Whether the subject has had no more values than the limit, this one included. */
  synchronized boolean admits(String subject, Object value) {
    Values values = subjects.get(subject);
    if (values == null && subjects.size() < MOST_SUBJECTS) {
      values = new Values();
      subjects.put(subject, values);
    }
    if (values != null && values.holds(hash(value), limit)) {
      return true;
    }
    if (values != null && values.close()) {
      ledger.subjectClosed();
    }
    ledger.valueBeyondCardinality();
    return false;
  }

  /** The hashes of one subject, in place: a set would make an object for each look. */
  private static final class Values {
    /** Null once it is closed. */
    private long @Nullable [] hashes = new long[16];

    private int size;

    /** Whether it holds the hash now. */
    boolean holds(long hash, int limit) {
      long[] table = hashes;
      if (table == null) {
        return false;
      }
      int slot = slot(table, hash);
      if (table[slot] == 0 && size == limit) {
        return false;
      }
      if (table[slot] == 0) {
        table[slot] = hash;
        size++;
        hashes = size * 2 < table.length ? table : doubled(table);
      }
      return true;
    }

    boolean close() {
      boolean open = hashes != null;
      hashes = null;
      return open;
    }

    private static long[] doubled(long[] table) {
      long[] doubled = new long[table.length * 2];
      for (long hash : table) {
        if (hash != 0) {
          doubled[slot(doubled, hash)] = hash;
        }
      }
      return doubled;
    }

    private static int slot(long[] table, long hash) {
      int slot = (int) hash & (table.length - 1);
      while (table[slot] != 0 && table[slot] != hash) {
        slot = (slot + 1) & (table.length - 1);
      }
      return slot;
    }
  }

  /** Under a key of this JVM, so that it tells nothing of the value. Never 0. */
  static long hash(Object value) {
    long hash = keyed(value);
    return hash == 0 ? 1 : hash;
  }

  private static long keyed(Object value) {
    if (value instanceof String text) {
      long hash = KEY;
      for (int i = 0; i < text.length(); i++) {
        hash = mixed(hash ^ text.charAt(i));
      }
      return hash;
    }
    return mixed(KEY ^ (value instanceof Long number ? number : value.hashCode()));
  }

  private static long mixed(long bits) {
    long product = bits * (KEY << 1 | 1);
    return product ^ (product >>> 32);
  }
}
