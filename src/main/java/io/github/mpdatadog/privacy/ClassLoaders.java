// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A few class loaders, none of which is kept from going. Thread-safe. */
final class ClassLoaders {

  /** As many as {@link ShownClasses} asks. */
  private static final int MOST = 32;

  private final List<WeakReference<ClassLoader>> all = new CopyOnWriteArrayList<>();

  synchronized void add(ClassLoader loader) {
    all.removeIf(each -> each.refersTo(null));
    if (all.size() < MOST && all.stream().noneMatch(each -> each.refersTo(loader))) {
      all.add(new WeakReference<>(loader));
    }
  }

  List<ClassLoader> living() {
    List<ClassLoader> living = new ArrayList<>();
    for (WeakReference<ClassLoader> each : all) {
      ClassLoader loader = each.get();
      if (loader != null) {
        living.add(loader);
      }
    }
    return living;
  }
}
