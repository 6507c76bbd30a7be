// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the distinct values of a subject, an attribute or a family of names, and closes it for
 * good when there are too many: an identifier betrays itself by their number, whatever was declared
 * about it.
 *
 * <p>Thread-safe. It holds keyed hashes, never a value, and no more than the limit for a subject.
 */
final class Tripwire {

  static final int DEFAULT_LIMIT = 200;

  /** More than configuration and code can name; beyond it nothing more is admitted. */
  private static final int MOST_SUBJECTS = 1_024;

  private static final long[] NONE = new long[1];
  private static final long[] SECRET = new SecureRandom().longs(2).toArray();

  private final int limit;
  private final Ledger ledger;
  private final Map<String, Distinct> subjects = new ConcurrentHashMap<>();

  Tripwire(int limit, Ledger ledger) {
    this.limit = limit;
    this.ledger = ledger;
  }

  /**
   * Whether the value may leave: the subject has had no more values than the limit, this included.
   */
  boolean admits(String subject, Object value) {
    Distinct distinct = subjects.get(subject);
    if (distinct == null && subjects.size() < MOST_SUBJECTS) {
      distinct = subjects.computeIfAbsent(subject, s -> new Distinct());
    }
    boolean admitted = distinct != null && distinct.admits(hash(value));
    if (!admitted) {
      ledger.valueBeyondCardinality();
    }
    return admitted;
  }

  /** Never zero, which marks a free place. */
  private static long hash(Object value) {
    long hash = SECRET[0];
    if (value instanceof String text) {
      for (int i = 0; i < text.length(); i++) {
        hash = mixed(hash ^ text.charAt(i));
      }
    } else {
      hash = mixed(hash ^ (value instanceof Long number ? number : value.hashCode()));
    }
    return mixed(hash) | 1;
  }

  private static long mixed(long bits) {
    long product = bits * (SECRET[1] | 1);
    return product ^ (product >>> 32);
  }

  /** One thread exports; the lock is there for those who export otherwise. */
  private final class Distinct {
    private long[] places = new long[16];
    private int size;

    synchronized boolean admits(long hash) {
      if (size > limit) {
        return false;
      }
      int place = place(places, hash);
      if (places[place] == hash) {
        return true;
      }
      if (++size > limit) {
        places = NONE;
        ledger.subjectClosed();
        return false;
      }
      places[place] = hash;
      if (size * 2 > places.length) {
        grow();
      }
      return true;
    }

    private void grow() {
      long[] more = new long[places.length * 2];
      for (long hash : places) {
        if (hash != 0) {
          more[place(more, hash)] = hash;
        }
      }
      places = more;
    }

    private static int place(long[] places, long hash) {
      int place = (int) (hash >>> 16) & (places.length - 1);
      while (places[place] != 0 && places[place] != hash) {
        place = (place + 1) & (places.length - 1);
      }
      return place;
    }
  }
}
