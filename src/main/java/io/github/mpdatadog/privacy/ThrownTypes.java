// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Names of the exception classes this redactor has met as real Throwables. A name seen on a class
 * was written by a programmer; the same text in an attribute alone shows nothing.
 */
final class ThrownTypes {

  /** An application has tens of exception types; whoever generates more is not remembered. */
  private static final int MOST = 1_000;

  private final Map<String, String> names = new ConcurrentHashMap<>();

  void add(String name) {
    if (names.size() < MOST) {
      names.putIfAbsent(name, name);
    }
  }

  @Nullable String get(String name) {
    return names.get(name);
  }
}
