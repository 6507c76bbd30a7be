// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Names of exception classes that were met as classes, for as long as their class loader lives.
 * Apart from the snapshot of all texts, because they come on the threads of requests: one more is
 * one entry of a map. Thread-safe; no lock is taken where the class loader is known.
 */
final class LoadedExceptions {

  /** An application has tens of exception types; whoever generates more is not remembered. */
  static final int MOST_OF_A_LOADER = 1_000;

  /** Code that makes a class loader for each class cannot take more than this. */
  static final int MOST_LOADERS = 64;

  private static final class Loaded extends WeakReference<ClassLoader> {
    final Map<String, String> names = new ConcurrentHashMap<>();

    Loaded(ClassLoader loader, ReferenceQueue<ClassLoader> gone) {
      super(loader, gone);
    }
  }

  private final ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
  private final List<Loaded> all = new CopyOnWriteArrayList<>();
  private final LongAdder refused;

  LoadedExceptions(LongAdder refused) {
    this.refused = refused;
  }

  /** Gives the name under which it is known from now on, unless there is no room for it. */
  String add(Class<?> thrown) {
    String name = CodeNames.type(thrown);
    ClassLoader own = thrown.getClassLoader();
    Loaded loaded = of(own == null ? ClassLoader.getPlatformClassLoader() : own);
    if (loaded == null
        || (loaded.names.size() >= MOST_OF_A_LOADER && !loaded.names.containsKey(name))) {
      refused.increment();
    } else {
      loaded.names.putIfAbsent(name, name);
    }
    return name;
  }

  @Nullable String known(String name) {
    forgetTheGone();
    for (Loaded loaded : all) {
      String known = loaded.refersTo(null) ? null : loaded.names.get(name);
      if (known != null) {
        return known;
      }
    }
    return null;
  }

  private @Nullable Loaded of(ClassLoader loader) {
    for (Loaded loaded : all) {
      if (loaded.refersTo(loader)) {
        return loaded;
      }
    }
    return all.size() < MOST_LOADERS ? added(loader) : null;
  }

  private synchronized @Nullable Loaded added(ClassLoader loader) {
    forgetTheGone();
    for (Loaded loaded : all) {
      if (loaded.refersTo(loader)) {
        return loaded;
      }
    }
    if (all.size() >= MOST_LOADERS) {
      return null;
    }
    Loaded added = new Loaded(loader, gone);
    all.add(added);
    return added;
  }

  private void forgetTheGone() {
    for (Object loaded = gone.poll(); loaded != null; loaded = gone.poll()) {
      all.remove(loaded);
    }
  }
}
