// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts the distinct values of a subject, an attribute or a family of names, and closes it for
 * good when there are too many: an identifier betrays itself by their number, whatever was declared
 * about it.
 *
 * <p>Thread-safe; one thread exports, so the lock is free. It holds keyed hashes, never a value,
 * and no more than the limit for a subject.
 */
final class Tripwire {

  static final int DEFAULT_LIMIT = 200;

  /** More than configuration and code can name; beyond it nothing more is admitted. */
  private static final int MOST_SUBJECTS = 1_024;

  private static final Set<Long> CLOSED = Set.of();
  private static final long KEY = new SecureRandom().nextLong();

  private final int limit;
  private final Ledger ledger;
  private final Map<String, Set<Long>> subjects = new HashMap<>();

  Tripwire(int limit, Ledger ledger) {
    this.limit = limit;
    this.ledger = ledger;
  }

  /** Whether the subject has had no more values than the limit, this one included. */
  synchronized boolean admits(String subject, Object value) {
    Set<Long> seen = subjects.get(subject);
    if (seen == null) {
      seen = subjects.size() < MOST_SUBJECTS ? new HashSet<>() : CLOSED;
      if (seen != CLOSED) {
        subjects.put(subject, seen);
      }
    }
    Long hash = hash(value);
    if (seen.contains(hash)) {
      return true;
    }
    if (seen != CLOSED && seen.size() < limit) {
      return seen.add(hash);
    }
    if (seen != CLOSED) {
      subjects.put(subject, CLOSED);
      ledger.subjectClosed();
    }
    ledger.valueBeyondCardinality();
    return false;
  }

  /** Under a key of this JVM, so that it tells nothing of the value. */
  static long hash(Object value) {
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
