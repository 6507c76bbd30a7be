// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package com.ibm.websphere.logging.hpel;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in for Open Liberty's class of this name, and does what that one does. */
public final class LogRecordContext {

  private static final Map<String, WeakReference<Extension>> EXTENSIONS = new ConcurrentHashMap<>();

  /** Gives the value for a record of the thread that asks. */
  @FunctionalInterface
  public interface Extension {
    String getValue();
  }

  /** Refuses a name that is taken. */
  public static void registerExtension(String name, Extension extension) {
    if (EXTENSIONS.putIfAbsent(name, new WeakReference<>(extension)) != null) {
      throw new IllegalArgumentException(name);
    }
  }

  /** Whoever has registered it. */
  public static boolean unregisterExtension(String name) {
    return EXTENSIONS.remove(name) != null;
  }

  /** What a record that is written now has under this name. */
  public static String value(String name) {
    WeakReference<Extension> extension = EXTENSIONS.get(name);
    return extension == null ? null : extension.get().getValue();
  }

  private LogRecordContext() {}
}
