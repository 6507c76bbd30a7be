// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * 128 bits that stand for a statement, so that no statement with its literals waits in a cache to
 * be found in a heap dump.
 *
 * <p>The key is drawn once in a JVM: without it the hash of a guessed statement cannot be computed.
 * Each step multiplies 64 by 64 bits and keeps all 128 of the product. This is a fast mixing
 * function, not a cryptographic one; it need not be, since a collision could only show the shape of
 * another statement, and every shape may leave.
 */
record StatementHash(long first, long second) {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int STRIDE = 32;
  private static final ThreadLocal<byte[]> SCRATCH = ThreadLocal.withInitial(() -> new byte[2048]);
  private static final long[] KEY = new SecureRandom().longs(8).toArray();

  /** In place of a hash of 32 bits: no statement's own text has the hash of an emptied one. */
  private static final long EMPTIED = 1L << 32;

  static StatementHash of(String statement) {
    byte[] bytes = scratch(statement.length());
    copy(statement, bytes);
    StatementHash hash = of(bytes, statement.length(), statement.hashCode() & 0xffff_ffffL);
    wipe(bytes, statement);
    return hash;
  }

  /** Of what counts for its shape: the same for statements that differ in {@link PlainLiterals}. */
  static @Nullable StatementHash withoutLiterals(String statement) {
    byte[] bytes = scratch(statement.length());
    int length = PlainLiterals.emptied(statement, bytes);
    StatementHash hash = length == PlainLiterals.NONE ? null : of(bytes, length, EMPTIED);
    wipe(bytes, statement);
    return hash;
  }

  private static byte[] scratch(int length) {
    byte[] bytes = SCRATCH.get();
    return bytes.length < length ? new byte[length] : bytes;
  }

  /** The text must not stay behind in there. */
  private static void wipe(byte[] bytes, String statement) {
    Arrays.fill(bytes, 0, statement.length(), (byte) 0);
  }

  /** Low bytes only, which is a plain copy of memory; the String's own hash covers the others. */
  @SuppressWarnings("deprecation")
  private static void copy(String statement, byte[] to) {
    statement.getBytes(0, statement.length(), to, 0);
  }

  private static StatementHash of(byte[] bytes, int length, long wide) {
    long a = KEY[0];
    long b = KEY[1] ^ length;
    long c = KEY[2];
    long d = KEY[3] ^ wide;
    int at = 0;
    for (; at + STRIDE <= length; at += STRIDE) {
      long p = a ^ (long) LONGS.get(bytes, at);
      long q = b ^ (long) LONGS.get(bytes, at + 8);
      long r = c ^ (long) LONGS.get(bytes, at + 16);
      long s = d ^ (long) LONGS.get(bytes, at + 24);
      // The factors stay in the sum: a factor of zero must not wipe out the other.
      a = (p * q) ^ (p + KEY[4]);
      b = Math.multiplyHigh(p, q) ^ (q + KEY[5]);
      c = (r * s) ^ (r + KEY[6]);
      d = Math.multiplyHigh(r, s) ^ (s + KEY[7]);
    }
    for (; at < length; at += 8) {
      long p = a ^ tail(bytes, at, length);
      long q = b ^ KEY[6];
      a = (p * q) ^ (p + c);
      b = Math.multiplyHigh(p, q) ^ (q + d);
    }
    long p = a ^ c;
    long q = b ^ d ^ KEY[4];
    long low = (p * q) ^ (a + KEY[5]);
    long high = Math.multiplyHigh(p, q) ^ (d + KEY[7]);
    return new StatementHash(low ^ (high >>> 29), high ^ (low >>> 31));
  }

  private static long tail(byte[] bytes, int at, int length) {
    if (at + 8 <= length) {
      return (long) LONGS.get(bytes, at);
    }
    long tail = 0;
    for (int i = length - 1; i >= at; i--) {
      tail = tail << 8 | (bytes[i] & 0xff);
    }
    return tail;
  }
}
