// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import io.github.mpdatadog.telemetry.Retry;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Names that are looked up where they can be. Each module of an application has a naming context of
 * its own, and a thread that the application started has none: so each module, told by the context
 * class loader, looks up all names for itself, and what it does not find again and again, rarely
 * and a few at a time. Thread-safe; finding a module takes no lock, and none is kept from going.
 */
final class LookUps {

  /** Class loaders beyond those share what is known of the last one. */
  private static final int MOST_MODULES = 64;

  private static final int AT_ONCE_AGAIN = 16;

  private final LongSupplier nanoTime;
  private final Queue<String> names = new ConcurrentLinkedQueue<>();
  private volatile List<Module> modules = List.of();

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  LookUps(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  synchronized void add(Collection<String> more) {
    names.addAll(more);
    modules.forEach(module -> module.missing.addAll(more));
  }

  /**
   * Looks up what the module of the calling thread has not found yet, if it is time to.
   *
   * @param lookUp whether something was found under the name
   * @return whether anything was found
   */
  boolean tryNow(Predicate<String> lookUp) {
    return !names.isEmpty() && ofThread().tryNow(lookUp);
  }

  private Module ofThread() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context != null ? context : ClassLoader.getSystemClassLoader();
    Module known = known(loader);
    return known != null ? known : met(loader);
  }

  private @Nullable Module known(ClassLoader loader) {
    List<Module> all = modules;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).loader.refersTo(loader)) {
        return all.get(i);
      }
    }
    return all.size() == MOST_MODULES ? all.get(MOST_MODULES - 1) : null;
  }

  private synchronized Module met(ClassLoader loader) {
    Module known = known(loader);
    if (known == null) {
      List<Module> more = new ArrayList<>(modules);
      more.removeIf(module -> module.loader.refersTo(null));
      known = new Module(loader);
      more.add(known);
      modules = List.copyOf(more);
    }
    return known;
  }

  /** A module, and the names that it has not found anything under. */
  private final class Module {

    private final WeakReference<ClassLoader> loader;
    private final Queue<String> missing = new ConcurrentLinkedQueue<>(names);
    private final Retry retry = new Retry(nanoTime);
    private volatile int most = Integer.MAX_VALUE;

    Module(ClassLoader loader) {
      this.loader = new WeakReference<>(loader);
    }

    boolean tryNow(Predicate<String> lookUp) {
      if (missing.isEmpty() || !retry.isDue()) {
        return false;
      }
      int turns = Math.min(missing.size(), most);
      most = AT_ONCE_AGAIN;
      boolean found = false;
      for (int i = 0; i < turns; i++) {
        String name = missing.poll();
        if (name != null && lookUp.test(name)) {
          found = true;
        } else if (name != null) {
          missing.add(name);
        }
      }
      return found;
    }
  }
}
